# Build with the JDK, run with the JRE; the start is learned in the last stage, with the very Java that will run it.
FROM eclipse-temurin:25-jdk AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests package \
    && java -Djarmode=tools -jar target/runner-fleet-portal.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
RUN useradd --system --uid 10001 --home-dir /data portal \
    && install -d -o portal -g portal /app /data
WORKDIR /app
# What changes least comes first.
COPY --from=build --chown=portal:portal /build/layers/dependencies/ ./
COPY --from=build --chown=portal:portal /build/layers/spring-boot-loader/ ./
COPY --from=build --chown=portal:portal /build/layers/snapshot-dependencies/ ./
COPY --from=build --chown=portal:portal /build/layers/application/ ./
USER portal
# A start and a stop that touch neither AWS nor the volume, to remember what a start needs.
RUN java -XX:+UseSerialGC -XX:AOTCacheOutput=app.aot -Dspring.context.exit=onRefresh \
      -Dspring.datasource.url=jdbc:h2:mem:training -Dportal.admin.password=only-for-the-training \
      -jar runner-fleet-portal.jar
ENV PORTAL_DATA=/data
VOLUME /data
EXPOSE 8080
# Bash opens the connection itself, as the image brings no HTTP client.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 3 _ status _ <&3 && [ \"$status\" = 200 ]"]
# The same collector as in training, or the cache would not fit.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=50", "-XX:AOTCache=app.aot", "-jar", "runner-fleet-portal.jar"]
