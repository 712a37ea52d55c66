package io.groat.notifier.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import io.groat.notifier.Outside;
import io.netty.resolver.AddressResolver;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.InetNameResolver;
import io.netty.resolver.InetSocketAddressResolver;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Promise;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** Where webhooks may lead, asked of real connections; names are found as a stranger's name server wants. */
class GuardedHttpIT {

    private final Outside outside = Outside.shared();

    /** A name server that leads to one address after the other. */
    private static final class Names extends AddressResolverGroup<InetSocketAddress> {
        private final List<String> addresses;
        private final AtomicInteger asked = new AtomicInteger();

        Names(String... addresses) {
            this.addresses = List.of(addresses);
        }

        @Override
        protected AddressResolver<InetSocketAddress> newResolver(EventExecutor executor) {
            return new InetSocketAddressResolver(executor, new InetNameResolver(executor) {
                @Override
                protected void doResolve(String name, Promise<InetAddress> promise) throws UnknownHostException {
                    promise.setSuccess(next());
                }

                @Override
                protected void doResolveAll(String name, Promise<List<InetAddress>> promise)
                        throws UnknownHostException {
                    promise.setSuccess(List.of(next()));
                }
            });
        }

        private InetAddress next() throws UnknownHostException {
            return InetAddress.getByName(addresses.get(Math.min(asked.getAndIncrement(), addresses.size() - 1)));
        }
    }

    private static String outcome(GuardedHttp client, String url) {
        try {
            return ""
                    + client.post(url, Map.of(), new byte[] {'{', '}'})
                            .toFuture()
                            .join()
                            .status();
        } catch (CompletionException failed) {
            return Objects.requireNonNull(failed.getCause()).getClass().getSimpleName();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:%d/ssrf", "http://[::1]:%d/ssrf", "http://[::ffff:127.0.0.1]:%d/ssrf",
                "http://2130706433:%d/ssrf", "http://innocent.example:%d/ssrf", "http://0.0.0.0:%d/ssrf"
            })
    void whatIsNotPublicIsNotConnectedTo(String url) {
        try (GuardedHttp client =
                guarded(new GuardedResolver(new Names("127.0.0.1"), new PublicAddresses(List.of())))) {
            assertThat(outcome(client, url.formatted(outside.port()))).isEqualTo("ForbiddenAddressException");
            assertThat(outside.received("/ssrf")).isEmpty();
        }
    }

    @Test
    void aNameThatLeadsElsewhereAMomentLaterLeadsNowhere() {
        outside.answer(
                "/rebound",
                (request, response) ->
                        response.status(204).header("Connection", "close").send());
        Names names = new Names("127.0.0.1", "127.0.0.2");
        try (GuardedHttp client = guarded(new GuardedResolver(names, new PublicAddresses(List.of("127.0.0.1/32"))))) {
            String url = "http://rebinding.example:" + outside.port() + "/rebound";
            assertThat(outcome(client, url)).isEqualTo("204");
            assertThat(outcome(client, url)).isEqualTo("ForbiddenAddressException");
            assertThat(outside.received("/rebound")).hasSize(1);
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        outside.answer(
                "/redirects",
                (request, response) -> response.status(302)
                        .header("Location", outside.uri() + "/redirected")
                        .send());
        try (GuardedHttp client = local()) {
            assertThat(outcome(client, outside.uri() + "/redirects")).isEqualTo("302");
            assertThat(outside.received("/redirected")).isEmpty();
        }
    }

    @Test
    void anAnswerOfMegabytesOrNoneIsNotWaitedFor() {
        outside.answer(
                "/endless",
                (request, response) -> response.status(200)
                        .sendString(Flux.interval(Duration.ZERO, Duration.ofMillis(1))
                                .onBackpressureDrop()
                                .map(tick -> "x".repeat(1_000))
                                .take(Duration.ofSeconds(20))));
        outside.answer("/hangs", (request, response) -> response.status(200).send(Flux.never()));
        try (GuardedHttp client = local()) {
            assertThat(outcome(client, outside.uri() + "/endless")).isEqualTo("200");
            assertThat(outcome(client, outside.uri() + "/hangs")).isEqualTo("TimeoutException");
        }
    }

    private static GuardedHttp guarded(GuardedResolver resolver) {
        return new GuardedHttp(resolver, Duration.ofSeconds(5), Duration.ofSeconds(2), 1024);
    }

    private static GuardedHttp local() {
        return guarded(new GuardedResolver(new Names("127.0.0.1"), new PublicAddresses(List.of("127.0.0.0/8"))));
    }
}
