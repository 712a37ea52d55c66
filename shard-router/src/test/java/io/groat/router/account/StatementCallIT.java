package io.groat.router.account;

import static io.groat.router.RunningRouter.body;
import static io.groat.router.RunningRouter.expectProblem;
import static io.groat.router.RunningRouter.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.groat.router.RunningRouter;
import io.groat.web.problem.WebProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementCallIT {

    private final RunningRouter router = RunningRouter.shared();

    @Test
    void tellsWhatHappened() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(1, 0);
        String transfer = read(router.transfer(router.key(), body(payer, payee, 30)), "$.id");
        router.transfer(router.key(), body(payee, payer, 5)).expectStatus().isCreated();

        router.get("/v1/accounts/{id}/entries", router.accountOf(payer))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.items[*].seq")
                .isEqualTo(List.of(3, 2, 1))
                .jsonPath("$.items[*].direction")
                .isEqualTo(List.of("CREDIT", "DEBIT", "CREDIT"))
                .jsonPath("$.items[*].amount")
                .isEqualTo(List.of(5, 30, 100))
                .jsonPath("$.items[*].balanceAfter")
                .isEqualTo(List.of(75, 70, 100))
                .jsonPath("$.items[*].kind")
                .isEqualTo(List.of("TRANSFER", "TRANSFER", "OPENING"))
                .jsonPath("$.items[*].counterparty")
                .isEqualTo(List.of(payee, payee, "funding"))
                .jsonPath("$.items[1].transferId")
                .isEqualTo(transfer)
                .jsonPath("$.items[2].transferId")
                .isEmpty()
                .jsonPath("$.items[0].at")
                .isNotEmpty()
                .jsonPath("$.next")
                .isEmpty();
    }

    @Test
    void leadsFromPageToPageToTheEnd() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(0, 0);
        for (int i = 0; i < 7; i++) {
            router.transfer(router.key(), body(payer, payee, 1)).expectStatus().isCreated();
        }
        List<Integer> seqs = new ArrayList<>();
        List<Integer> sizes = new ArrayList<>();
        String cursor = null;
        do {
            Map<String, @Nullable Object> page = page(router.accountOf(payer), cursor);
            List<Integer> found = com.jayway.jsonpath.JsonPath.read(page, "$.items[*].seq");
            seqs.addAll(found);
            sizes.add(found.size());
            cursor = (String) page.get("next");
        } while (cursor != null);

        assertThat(seqs).containsExactly(8, 7, 6, 5, 4, 3, 2, 1);
        assertThat(sizes).containsExactly(3, 3, 2);
    }

    @Test
    void keepsToTheTimesAskedFor() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(0, 0);
        List<String> times = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            times.add(read(router.transfer(router.key(), body(payer, payee, 1)), "$.createdAt"));
        }
        String account = router.accountOf(payer);

        entries(account, "from=" + times.get(1), List.of(4, 3));
        entries(account, "to=" + times.get(1), List.of(2, 1));
        entries(account, "from=" + times.get(0) + "&to=" + times.get(2), List.of(3, 2));
        entries(account, "from=2199-01-01T00:00:00Z", List.of());
        entries(account, "to=2020-01-01T00:00:00Z", List.of());
        entries(account, "limit=1&to=" + times.get(2), List.of(3));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "AUU",
                "AUUAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "AVQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "%00",
                "ä"
            })
    void refusesCursorsThatItNeverGave(String cursor) {
        String account = router.accountOf(router.wallet(0, 1));
        expectProblem(
                router.get("/v1/accounts/{id}/entries?cursor={cursor}", account, cursor),
                WebProblem.INVALID_CURSOR,
                "cursor");
    }

    @Test
    void refusesAnotherAccountsCursor() {
        String payer = router.wallet(0, 100);
        String payee = router.wallet(0, 5);
        router.transfer(router.key(), body(payer, payee, 1)).expectStatus().isCreated();
        String cursor = read(router.get("/v1/accounts/{id}/entries?limit=1", router.accountOf(payer)), "$.next");

        expectProblem(
                router.get("/v1/accounts/{id}/entries?cursor={cursor}", router.accountOf(payee), cursor),
                WebProblem.INVALID_CURSOR);
        expectProblem(router.get("/v1/transfers?cursor={cursor}", cursor), WebProblem.INVALID_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "from=now", "to=2026-13-01T00:00:00Z"})
    void refusesParametersThatItCantTake(String query) {
        String account = router.accountOf(router.wallet(0, 1));
        expectProblem(
                router.get("/v1/accounts/{id}/entries?" + query, account),
                WebProblem.INVALID_FIELD,
                query.substring(0, query.indexOf('=')));
    }

    private Map<String, @Nullable Object> page(String account, @Nullable String cursor) {
        return RunningRouter.readObject(
                cursor == null
                        ? router.get("/v1/accounts/{id}/entries?limit=3", account)
                        : router.get("/v1/accounts/{id}/entries?limit=3&cursor={cursor}", account, cursor));
    }

    private void entries(String account, String query, List<Integer> seqs) {
        router.get("/v1/accounts/{id}/entries?" + query, account)
                .expectBody()
                .jsonPath("$.items[*].seq")
                .isEqualTo(seqs);
    }
}
