package io.groat.notifier.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.groat.notifier.message.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A router that is slow or away gets few questions, and each is answered in the end. */
class AccountsTest {

    private static final Map<Channel, String> ANSWER = Map.of(Channel.EMAIL, "a@example.com");

    private final AtomicInteger asked = new AtomicInteger();
    private final AtomicInteger underWay = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();
    private Duration takes = Duration.ZERO;

    private final Accounts accounts = new Accounts(
            user -> Mono.defer(() -> {
                asked.incrementAndGet();
                most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                return Mono.delay(takes)
                        .map(late -> {
                            if (away.get()) {
                                throw new RouterAwayException("503");
                            }
                            if (user.startsWith("broken")) {
                                throw new IllegalStateException("500");
                            }
                            return ANSWER;
                        })
                        .doOnTerminate(underWay::decrementAndGet);
            }),
            Duration.ofMillis(5));

    private List<CompletableFuture<Map<Channel, String>>> ask(int users, String name) {
        List<CompletableFuture<Map<Channel, String>>> answers = new ArrayList<>();
        for (int i = 0; i < users; i++) {
            answers.add(accounts.ask(name + i).toFuture());
        }
        return answers;
    }

    private static void awaitAll(List<CompletableFuture<Map<Channel, String>>> answers) {
        await().until(() -> answers.stream().allMatch(CompletableFuture::isDone));
    }

    @Test
    void manyNewUsersAreAskedForFewAtATimeAndOnceEach() {
        takes = Duration.ofMillis(2);
        List<CompletableFuture<Map<Channel, String>>> all = new ArrayList<>();
        away.set(true);
        all.addAll(ask(200, "ann"));
        all.addAll(ask(200, "ann"));
        int before = asked.get();
        away.set(false);
        awaitAll(all);
        assertThat(all).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(ANSWER));
        assertThat(asked.get()).isLessThanOrEqualTo(200 + before + 4);
        assertThat(most).hasValueLessThanOrEqualTo(4);
        assertThat(accounts.known("ann7")).isEqualTo(ANSWER);
        assertThat(accounts.known("ann7", Duration.ZERO)).isNull();
        accounts.forget("ann7");
        assertThat(accounts.known("ann7")).isNull();
    }

    @Test
    void whileTheRouterIsAwayAFewAreAskedAgainAndAllAreAnsweredWhenItIsBack() {
        away.set(true);
        List<CompletableFuture<Map<Channel, String>>> all = ask(100, "bob");
        await().until(() -> asked.get() > 12);
        assertThat(all).noneMatch(CompletableFuture::isDone);
        assertThat(most).hasValueLessThanOrEqualTo(4);
        away.set(false);
        awaitAll(all);
        assertThat(all).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(ANSWER));
    }

    @Test
    void whatTheRouterWillNotSayKeepsNobodyWaiting() {
        List<CompletableFuture<Map<Channel, String>>> all = new ArrayList<>(ask(8, "broken"));
        List<CompletableFuture<Map<Channel, String>>> others = ask(8, "eve");
        awaitAll(all);
        awaitAll(others);
        assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(others).allSatisfy(answer -> assertThat(answer).isCompletedWithValue(ANSWER));
        assertThat(asked).hasValue(8 * 3 + 8);
    }

    @Test
    void manyThatAreAnsweredAtOnceGoOnWithoutRecursion() {
        AtomicInteger ended = new AtomicInteger();
        Accounts quick = new Accounts(user -> Mono.just(ANSWER), Duration.ofMillis(5));
        for (int i = 0; i < 100_000; i++) {
            quick.ask("user" + i).subscribe(answer -> ended.incrementAndGet());
        }
        assertThat(ended).hasValue(100_000);
    }
}
