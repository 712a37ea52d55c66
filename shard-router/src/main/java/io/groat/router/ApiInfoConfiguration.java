package io.groat.router;

import io.groat.router.auth.problem.AuthProblem;
import io.groat.router.problem.MoneyProblems;
import io.groat.web.document.ApiInfo;
import io.groat.web.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What the API's document says of the whole; the rest of it follows from the routes. */
@Configuration(proxyBeanMethods = false)
class ApiInfoConfiguration {

    private static final String DESCRIPTION = """
            Moves money between accounts that live on different MySQL shards, once for each idempotency key.

            **Amounts** are whole numbers of the currency's minor unit (cents of EUR, yen of JPY). On input a JSON integer or
            a string of digits is taken, up to 9223372036854775807; on output a number up to 2^53, a string of digits beyond.

            **Errors** are RFC 9457 problem documents with a stable `code`. Where several rules are broken one is
            named: who may call comes first, then what can't be read, then what can't be met.

            **Who may call.** Most calls need `Authorization: Bearer …` with an access token or an API key, and a role that
            may make them; else they answer 401 UNAUTHENTICATED or 403 FORBIDDEN. A user sees and moves what is theirs:
            another's is not there. Whoever calls too often is told so by 429 RATE_LIMITED, with `Retry-After`.

            **Once means once.** A request with an `Idempotency-Key` may be sent again any number of times: the money moves
            once, and the first answer comes again with `Idempotency-Replayed: true`. Keys belong to the payer and never
            expire. The same key with another request is refused with `IDEMPOTENCY_CONFLICT`, naming the field that differs.
            """;

    @Bean
    ApiInfo apiInfo() {
        List<ProblemCode> codes = new ArrayList<>(MoneyProblems.codes());
        codes.addAll(List.of(AuthProblem.values()));
        return new ApiInfo(
                "Groat shard-router",
                "Payments and transfers over sharded ledgers",
                DESCRIPTION,
                Map.ofEntries(
                        Map.entry("accounts", "Accounts and what is in them"),
                        Map.entry("transfers", "Money that moves"),
                        Map.entry("holds", "Money that is reserved"),
                        Map.entry("refunds", "Money that is given back"),
                        Map.entry("funding", "Money that comes in and goes out"),
                        Map.entry("orders", "Money that is ordered from outside"),
                        Map.entry("payouts", "Money that is paid out, and given back to where it was paid from"),
                        Map.entry("destinations", "Where users are paid out to"),
                        Map.entry("disputes", "Payments that banks want back"),
                        Map.entry("gateways", "What payment gateways tell"),
                        Map.entry("settlements", "What payment gateways have paid out"),
                        Map.entry("cases", "Money from outside that a person decides on"),
                        Map.entry("beneficiaries", "Whom users may pay"),
                        Map.entry("rules", "What wallets may do, and what payments cost"),
                        Map.entry("access", "API keys and the audit log"),
                        Map.entry("operations", "How the service and its shards do"),
                        Map.entry("login", "Registration, login with a second factor, sessions, credentials"),
                        Map.entry("users", "Users"),
                        Map.entry("pages", "The page for operators"),
                        Map.entry("shorthand", "The same engine behind shorter calls")),
                codes,
                Map.of(
                        "transferId", "The transfer that is kept as FAILED",
                        "limit", "The name of the limit that would be passed, or the bound of the beneficiary",
                        "resetsAt", "When it is used less, or passed no more",
                        "line", "The line of the body at fault"),
                Map.of(
                        "max", "That limit or bound, in minor units or movements; a string of digits beyond 2^53",
                        "used", "How much of it is used; the same"));
    }
}
