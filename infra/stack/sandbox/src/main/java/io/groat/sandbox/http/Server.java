package io.groat.sandbox.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.groat.sandbox.model.Fault;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The HTTP server. An answer goes out when what it tells is on the disk. */
public final class Server implements AutoCloseable {

    /** The longest body that is read into memory. */
    static final int MOST_BYTES = 1024 * 1024;

    private static final int THREADS = 16;
    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Area> areas;
    private final Failures failures;
    private final Runnable awaitDurable;

    /**
     * @param address its own, of which the port may be 0 for any that is free
     * @param awaitDurable returns when all that was changed is on the disk
     */
    public Server(InetSocketAddress address, List<Area> areas, Failures failures, Runnable awaitDurable) {
        this.areas = List.copyOf(areas);
        this.failures = failures;
        this.awaitDurable = awaitDurable;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException failure) {
            threads.shutdownNow();
            throw new UncheckedIOException("Cannot listen on port " + address.getPort(), failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    public void start() {
        server.start();
    }

    public InetSocketAddress address() {
        return server.getAddress();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Optional<Area> area = areas.stream()
                .filter(one ->
                        path.startsWith(one.prefix() + "/") || one.prefix().isEmpty())
                .findFirst();
        if (area.isEmpty()) {
            exchange.sendResponseHeaders(Refusal.Kind.NO_SUCH_PATH.status(), -1);
            exchange.close();
            return;
        }
        Optional<String> body = body(exchange.getRequestBody());
        Optional<Fault> fault = area.get().canFail() ? failures.next(path) : Optional.empty();
        if (fault.isEmpty()) {
            send(exchange, reply(exchange, area.get(), path, body));
        } else {
            fail(fault.get(), exchange, area.get(), path, body);
        }
    }

    private void fail(Fault fault, HttpExchange exchange, Area area, String path, Optional<String> body)
            throws IOException {
        Executor later = CompletableFuture.delayedExecutor(fault.delayMillis(), TimeUnit.MILLISECONDS, threads);
        switch (fault.how()) {
            case ERROR500 ->
                send(exchange, area.refused(Refusal.of(Refusal.Kind.SERVER_ERROR, "something went wrong here")));
            case TIMEOUT -> later.execute(exchange::close);
            case SLOW -> later.execute(() -> sendOrClose(exchange, reply(exchange, area, path, body)));
            case LOSE_ANSWER -> {
                reply(exchange, area, path, body);
                awaitDurable.run();
                exchange.close();
            }
        }
    }

    private Reply reply(HttpExchange exchange, Area area, String path, Optional<String> body) {
        try {
            sameOrigin(exchange);
            Call call = new Call(
                    exchange.getRequestMethod(),
                    path,
                    Map.of(),
                    Form.read(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders()::getFirst,
                    body.orElse(""));
            area.authorize(call);
            if (body.isEmpty()) {
                throw Refusal.of(Refusal.Kind.TOO_LARGE, "the body is longer than " + MOST_BYTES + " bytes");
            }
            return done(area, call, path.substring(area.prefix().length()));
        } catch (Refusal refusal) {
            return area.refused(refusal);
        } catch (RuntimeException bug) {
            LOG.log(System.Logger.Level.ERROR, exchange.getRequestMethod() + " " + path + " failed", bug);
            return area.refused(Refusal.of(Refusal.Kind.SERVER_ERROR, "the sandbox itself failed; see its log"));
        }
    }

    private static Reply done(Area area, Call call, String path) {
        boolean known = false;
        for (Route route : area.routes()) {
            Optional<Map<String, String>> variables = route.match(path);
            if (variables.isPresent() && route.method().equals(call.method())) {
                return route.work().apply(call.with(variables.get()));
            }
            known |= variables.isPresent();
        }
        throw known
                ? Refusal.of(Refusal.Kind.NO_SUCH_METHOD, "there is nothing to " + call.method() + " here")
                : Refusal.of(Refusal.Kind.NO_SUCH_PATH, "there is nothing at this path");
    }

    /** A page of another server that a developer looks at must not press our buttons. */
    private static void sameOrigin(HttpExchange exchange) {
        String origin = exchange.getRequestHeaders().getFirst("Origin");
        if (origin != null
                && !origin.equals("http://" + exchange.getRequestHeaders().getFirst("Host"))) {
            throw Refusal.of(Refusal.Kind.FORBIDDEN, "pages of other servers may not call this one");
        }
    }

    /** Empty where it is too long; it is read over to its end, so that its sender sees the answer. */
    private static Optional<String> body(InputStream in) throws IOException {
        byte[] body = in.readNBytes(MOST_BYTES + 1);
        if (body.length <= MOST_BYTES) {
            return Optional.of(new String(body, StandardCharsets.UTF_8));
        }
        in.transferTo(OutputStream.nullOutputStream());
        return Optional.empty();
    }

    private void sendOrClose(HttpExchange exchange, Reply reply) {
        try {
            send(exchange, reply);
        } catch (IOException gone) {
            exchange.close();
        }
    }

    private void send(HttpExchange exchange, Reply reply) throws IOException {
        awaitDurable.run();
        try (exchange) {
            exchange.getResponseHeaders().set("Content-Type", reply.type());
            exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            if (reply.whole()) {
                StringBuilder text = new StringBuilder();
                reply.body().writeTo(text::append);
                byte[] body = text.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
            } else {
                exchange.sendResponseHeaders(reply.status(), 0);
                stream(reply.body(), exchange.getResponseBody());
            }
        }
    }

    private static void stream(Reply.Pieces pieces, OutputStream to) throws IOException {
        try (Writer out = new OutputStreamWriter(new BufferedOutputStream(to), StandardCharsets.UTF_8)) {
            pieces.writeTo(piece -> {
                try {
                    out.write(piece);
                } catch (IOException gone) {
                    throw new UncheckedIOException(gone);
                }
            });
        } catch (UncheckedIOException gone) {
            throw new IOException(gone);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
