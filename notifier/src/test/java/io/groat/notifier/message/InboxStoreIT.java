package io.groat.notifier.message;

import static io.groat.notifier.RunningNotifier.body;
import static io.groat.notifier.RunningNotifier.eventually;
import static io.groat.notifier.RunningNotifier.get;
import static io.groat.notifier.RunningNotifier.post;
import static io.groat.notifier.RunningNotifier.read;
import static io.groat.notifier.RunningNotifier.user;
import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import io.groat.notifier.RunningNotifier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of both layouts are one list. */
class InboxStoreIT {

    private final RunningNotifier notifier = RunningNotifier.shared();
    private final InboxStore inbox = notifier.bean(InboxStore.class);
    private final MessageStore messages = notifier.bean(MessageStore.class);
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private static Message message(UUID id, String party, Channel channel, Instant at) {
        return new Message(
                id,
                party,
                channel,
                "payment-received",
                "en",
                Map.of("amountMinor", "100", "currency", "EUR", "payer", "ann", "paymentId", "p"),
                null,
                List.of(),
                at,
                at,
                null,
                Status.SENT,
                0,
                at,
                null,
                null,
                null,
                null);
    }

    private static Message inApp(String event, String party, Instant at) {
        return message(MessageId.inApp(event, party, "payment-received", at), party, Channel.INAPP, at);
    }

    private static Message ofAnotherRelease(String event, String party, Channel channel, Instant at) {
        return message(MessageId.of(event, party, "payment-received", channel), party, channel, at);
    }

    /** All pages of that many. */
    private List<String> listed(String party, int limit) {
        List<String> ids = new ArrayList<>();
        @Nullable String cursor = "";
        while (cursor != null) {
            String page = body(get(
                    notifier.as(party),
                    "/v1/notifications?limit=" + limit + (cursor.isEmpty() ? "" : "&cursor=" + cursor)));
            ids.addAll(JsonPath.<List<String>>read(page, "$.items[*].id"));
            cursor = JsonPath.read(page, "$.next");
        }
        return ids;
    }

    /** Of two months, many slices, some of one moment, each layout's between the other's. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 200})
    void pagesAreInTheOrderOfTimeWhereverMessagesStand(int limit) throws Exception {
        String party = user("bob");
        List<Message> here = new ArrayList<>();
        List<Message> there = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            Instant at = now.minus(Duration.ofHours(65L * i));
            here.add(inApp("new" + i, party, at));
            here.add(inApp("same" + i, party, at));
            there.add(ofAnotherRelease("old" + i, party, i % 2 == 0 ? Channel.INAPP : Channel.EMAIL, at));
            there.add(ofAnotherRelease("between" + i, party, Channel.INAPP, at.minusSeconds(7)));
        }
        inbox.add(here).toFuture().get();
        for (Message one : there) {
            messages.add(one).toFuture().get();
        }
        List<Message> all = new ArrayList<>(here);
        all.addAll(there);
        List<String> expected = all.stream()
                .sorted(Comparator.comparing(Message::createdAt)
                        .thenComparing(Message::id, MessageId::compare)
                        .reversed())
                .map(one -> one.id().toString())
                .toList();
        assertThat(listed(party, limit)).isEqualTo(expected);
        assertThat(notifier.messages(party, "&channel=email")).hasSize(6);
    }

    @Test
    void bothAreFoundByIdAndReadOnce() throws Exception {
        String party = user("bob");
        Message here = inApp("new", party, now);
        Message there = ofAnotherRelease("old", party, Channel.INAPP, now.minusSeconds(1));
        inbox.add(List.of(here)).toFuture().get();
        messages.add(there).toFuture().get();
        for (Message one : List.of(here, there)) {
            String path = "/v1/notifications/" + one.id();
            get(notifier.as(user("eve")), path).expectStatus().isNotFound();
            assertThat(RunningNotifier.<String>read(get(notifier.as(party), path), "$.readAt"))
                    .isNull();
            String first = read(post(notifier.as(party), path + "/read", ""), "$.readAt");
            assertThat(first).isNotNull();
            // It comes once more: what was read stays so.
            inbox.add(List.of(here)).toFuture().get();
            assertThat(RunningNotifier.<String>read(get(notifier.as(party), path), "$.readAt"))
                    .isEqualTo(first);
        }
        assertThat(notifier.messages(party, "&unread=true")).isEmpty();
        get(notifier.as(party), "/v1/notifications/" + MessageId.inApp("none", party, "payment-received", now))
                .expectStatus()
                .isNotFound();
    }

    @Test
    void whatCameLatelyIsFoundInBoth() throws Exception {
        String party = user("bob");
        Message here = inApp("new", party, now.minusSeconds(5));
        Message there = ofAnotherRelease("old", party, Channel.INAPP, now.minusSeconds(10));
        Message before = inApp("before", party, now.minusSeconds(90));
        inbox.add(List.of(here, before)).toFuture().get();
        messages.add(there).toFuture().get();
        eventually(() -> assertThat(messages.recent(party, now.minusSeconds(60), now, id -> true)
                        .map(Message::id)
                        .collectList()
                        .toFuture()
                        .get())
                .containsExactlyInAnyOrder(here.id(), there.id()));
    }
}
