package io.groat.router.risk;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code groat.risk.*}: which transfers wait for a decision.
 *
 * @param enabled whether anything is asked before money moves
 * @param holdFrom amounts from here on are held, in the currency's major unit
 * @param declineFrom amounts from here on are declined, in the currency's major unit; none when not set
 * @param holdScore transfers of a payer whose last score is that or higher are held; 0 to 1
 * @param scoreLimit how long Redis may take to tell a payer's score; the rules about amounts decide alone after that
 * @param holdLimit how long a transfer is held before it is cancelled
 * @param expiryPause between two looks for transfers held for too long
 */
@ConfigurationProperties("groat.risk")
record RiskSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("7000") BigDecimal holdFrom,
        @Nullable BigDecimal declineFrom,
        @DefaultValue("0.7") double holdScore,
        @DefaultValue("5ms") Duration scoreLimit,
        @DefaultValue("24h") Duration holdLimit,
        @DefaultValue("5s") Duration expiryPause) {

    public RiskSettings {
        requireAboveZero("groat.risk.hold-from", holdFrom);
        if (declineFrom != null) {
            requireAboveZero("groat.risk.decline-from", declineFrom);
        }
        if (holdScore <= 0 || holdScore > 1) {
            throw new IllegalArgumentException("groat.risk.hold-score has to be above 0 and at most 1");
        }
    }

    private static void requireAboveZero(String name, BigDecimal amount) {
        if (amount.signum() <= 0) {
            throw new IllegalArgumentException(name + " has to be above zero");
        }
    }
}
