package io.groat.web.edge;

import static io.groat.web.edge.RunningEdge.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.infra.fuzz.http.RawAnswer;
import io.groat.infra.fuzz.http.RawHttp;
import io.groat.infra.fuzz.http.RawRequest;
import io.groat.web.problem.WebProblem;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Over TLS what can't be taken is answered as without, whichever HTTP is spoken. */
class TlsIT {

    private static final String PASSWORD = "changeit";

    @TempDir
    private static Path folder;

    private static SSLContext trusting;
    private static RunningEdge edge;

    @BeforeAll
    static void start() throws Exception {
        Path store = folder.resolve("edge.p12");
        certify(store);
        trusting = trust(store);
        edge = RunningEdge.with(
                "--server.ssl.key-store=" + store.toUri(),
                "--server.ssl.key-store-type=PKCS12",
                "--server.ssl.key-store-password=" + PASSWORD);
    }

    @AfterAll
    static void stop() {
        edge.close();
    }

    @Test
    void whatTheServerCanNotReadIsAProblem() throws IOException {
        assertProblem(sent("GET /" + "a".repeat(9_000) + " HTTP/1.1\r\nHost: x\r\n\r\n"), WebProblem.URI_TOO_LONG);
        assertProblem(
                sent("GET /v1/things HTTP/1.1\r\nHost: x\r\nX-Long: " + "a".repeat(70_000) + "\r\n\r\n"),
                WebProblem.HEADERS_TOO_LARGE);
        assertProblem(sent("GET /v1/things HTTP/1.1\r\nHost: x\r\nbad header\r\n\r\n"), WebProblem.MALFORMED_REQUEST);
        assertProblem(sent("nonsense\r\n\r\n"), WebProblem.MALFORMED_REQUEST);
    }

    @Test
    void whatItCanReadIsAnsweredOverAKeptConnection() throws IOException {
        try (RawHttp http = edge.client(trusting.getSocketFactory())) {
            assertThat(http.send(RawRequest.get("/v1/things")).status()).isEqualTo(200);
            assertProblem(http.send(RawRequest.get("/v1/things/%zz")), WebProblem.MALFORMED_REQUEST);
            assertThat(http.send(RawRequest.get("/v1/things")).status()).isEqualTo(200);
        }
    }

    @Test
    void http2IsSpokenToWhoeverAsksForIt() throws Exception {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(trusting)
                .build();
        for (String target : List.of("/v1/things/a%2Fb", "/v1/bare")) {
            HttpResponse<String> refused = client.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + edge.port() + target))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(refused.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("MALFORMED_REQUEST");
        }
    }

    private static RawAnswer sent(String request) throws IOException {
        try (RawHttp http = edge.client(trusting.getSocketFactory())) {
            return http.send(request.getBytes(StandardCharsets.ISO_8859_1), false);
        }
    }

    /** A certificate of its own making, for this machine. */
    private static void certify(Path store) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "edge",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        PASSWORD)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    private static SSLContext trust(Path store) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("edge", keys.getCertificate("edge"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }
}
