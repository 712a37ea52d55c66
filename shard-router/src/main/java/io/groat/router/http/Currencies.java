package io.groat.router.http;

import io.groat.money.CurrencyCode;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;

/** Currencies as clients send them. */
public final class Currencies {

    private Currencies() {}

    /** The currency of that code; UNKNOWN_CURRENCY when there is none. */
    public static CurrencyCode get(String code) {
        return CurrencyCode.find(code)
                .orElseThrow(() -> new RefusedException(Refused.of(Refusal.UNKNOWN_CURRENCY, "currency")));
    }
}
