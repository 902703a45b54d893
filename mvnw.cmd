@echo off
rem Runs Maven: the installed one, else the one that .mvn\wrapper names, fetched once and verified.
setlocal EnableExtensions DisableDelayedExpansion

where mvn.cmd >nul 2>nul
if errorlevel 1 goto own
call mvn.cmd %*
exit /b

:own
for /f "usebackq tokens=1,* delims==" %%a in ("%~dp0.mvn\wrapper\maven-wrapper.properties") do (
  if "%%a"=="distributionUrl" set "url=%%b"
  if "%%a"=="distributionSha512Sum" set "expected=%%b"
)
for %%u in ("%url:/=\%") do set "archive=%%~nxu"
set "name=%archive:-bin.tar.gz=%"
if not defined MAVEN_USER_HOME set "MAVEN_USER_HOME=%USERPROFILE%\.m2"
set "cache=%MAVEN_USER_HOME%\wrapper"
if exist "%cache%\%name%\bin\mvn.cmd" goto run

echo mvnw: fetching %name% 1>&2
set "work=%cache%\fetch-%RANDOM%%RANDOM%"
mkdir "%work%" || goto failed
curl -fsSL --retry 3 -o "%work%\%archive%" "%url%" || goto failed
set "actual="
for /f "skip=1" %%h in ('certutil -hashfile "%work%\%archive%" SHA512') do if not defined actual set "actual=%%h"
if /i not "%actual%"=="%expected%" goto altered
tar -xzf "%work%\%archive%" -C "%work%" || goto failed
move "%work%\%name%" "%cache%\%name%" >nul || goto failed
rmdir /s /q "%work%"

:run
call "%cache%\%name%\bin\mvn.cmd" %*
exit /b

:altered
echo mvnw: what came from %url% has the checksum %actual% instead of %expected%; nothing was run 1>&2
rmdir /s /q "%work%"
exit /b 1

:failed
echo mvnw: cannot fetch %url%; check the network, or install Maven 3.6.3 or newer 1>&2
if exist "%work%" rmdir /s /q "%work%"
exit /b 1
