package io.groat.router.http;

import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.web.http.Query;
import java.util.Optional;
import org.springframework.web.reactive.function.server.ServerRequest;

/** Currencies as clients send them. */
public final class Currencies {

    /** Which currency is meant where a call has no body. */
    public static final Query<String> QUERY = Query.text("currency", "ISO 4217; EUR, if not said");

    private static final String USUAL = "EUR";

    private Currencies() {}

    /** The code that {@link #QUERY} has. */
    public static String asked(ServerRequest request) {
        return Optional.ofNullable(QUERY.of(request)).orElse(USUAL);
    }

    /** The currency of that code, be it money of the past; UNKNOWN_CURRENCY when there is none. */
    public static CurrencyCode get(String code) {
        return CurrencyCode.find(code).orElseThrow(Currencies::unknown);
    }

    /** The same for a new wallet: it has to be money of today. */
    public static CurrencyCode toOpen(String code) {
        return CurrencyCode.inUse(code).orElseThrow(Currencies::unknown);
    }

    private static RefusedException unknown() {
        return new RefusedException(Refused.of(Refusal.UNKNOWN_CURRENCY, "currency"));
    }
}
