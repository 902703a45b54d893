# Build with the JDK, run with the JRE; the start is learned in the last stage, with the very Java that will run it.
FROM eclipse-temurin:25-jdk@sha256:97014c4b396021f9ddb7d592a7dbedb0c4e4215c29e03dc01c393558aefb71c2 AS build
WORKDIR /build
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY docs/iam-policy*.json docs/
COPY src src
RUN --mount=type=cache,target=/root/.m2 ./mvnw -B -ntp -DskipTests package \
    && java -Djarmode=tools -jar target/runner-fleet-portal.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre@sha256:fcd7fd7b387f94bb2ac461478a7436ad8e349924c374ea8313919624dceae636
RUN useradd --system --uid 10001 --home-dir /data portal \
    && install -d -o portal -g portal /app /data
WORKDIR /app
# What changes least comes first.
COPY --from=build --chown=portal:portal /build/layers/dependencies/ ./
COPY --from=build --chown=portal:portal /build/layers/spring-boot-loader/ ./
COPY --from=build --chown=portal:portal /build/layers/snapshot-dependencies/ ./
COPY --from=build --chown=portal:portal /build/layers/application/ ./
USER portal
# A start, its first page and a stop, to remember what they need; neither AWS nor the volume is touched.
# What a start uses is then compiled quickly; what the training has not seen, as well as it can be.
# Bash opens the connections itself, as the image brings no HTTP client.
RUN ["bash", "-euc", "\
  export AWS_EC2_METADATA_DISABLED=true; \
  java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:AOTCacheOutput=app.aot \
    -Dportal.data=/tmp/training -Dportal.admin.password=only-for-the-training \
    -jar runner-fleet-portal.jar & \
  portal=$!; \
  until (: < /dev/tcp/127.0.0.1/8080) 2> /dev/null; do kill -0 $portal; sleep 1; done; \
  exec 3<> /dev/tcp/127.0.0.1/8080; printf 'GET /login HTTP/1.0\\r\\n\\r\\n' >&3; grep -q '</html>' <&3; \
  kill $portal; wait $portal || test -s app.aot; \
  rm -r /tmp/training"]
ENV PORTAL_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s CMD ["bash", "-c", \
  "exec 3<>/dev/tcp/127.0.0.1/${SERVER_PORT:-8080} && printf 'GET /healthz HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 _ status _ <&3 && [ \"$status\" = 200 ]"]
# The same collector as in training, or the cache would not fit. Where memory runs out, a new start is better than a
# portal that goes on by halves.
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=40", "-XX:+ExitOnOutOfMemoryError", "-XX:AOTCache=app.aot", "-jar", "runner-fleet-portal.jar"]
