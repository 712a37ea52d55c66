package io.groat.casework;

import io.groat.dispute.Dispute;
import io.groat.money.CurrencyCode;
import io.groat.payout.Payout;
import io.groat.shard.SlottedId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cases of what stands in suspense without being a payment: what came back, and what disputes have taken. */
public final class SuspenseCases {

    private SuspenseCases() {}

    /** What came back of a payout, or of a refund, to a wallet that does not take it: it stands in suspense. */
    public static MoneyCase ofReturn(Payout payout, Instant now) {
        return ofSuspense(
                payout.id(),
                payout.gateway(),
                "payout/" + payout.id(),
                "RETURNED",
                payout.amountMinor(),
                payout.currency(),
                Stories.ofReturn(payout),
                payout.payerAccount(),
                now);
    }

    /** What a dispute has taken that who was paid had not: suspense has covered it. */
    public static MoneyCase ofCover(Dispute dispute, long minor, Instant now) {
        return ofSuspense(
                dispute.id(),
                dispute.gateway(),
                "dispute/" + dispute.id(),
                "DISPUTE_COVERED",
                -minor,
                dispute.currency(),
                Stories.ofCover(dispute, minor),
                null,
                now);
    }

    /** What came back of a dispute that was won, and that its wallet does not take, or somebody has decided on before. */
    public static MoneyCase ofWon(Dispute dispute, Instant now) {
        return ofSuspense(
                dispute.id(),
                dispute.gateway(),
                "dispute/" + dispute.id() + "/won",
                "DISPUTE_WON",
                dispute.takenMinor(),
                dispute.currency(),
                Stories.ofWon(dispute),
                null,
                now);
    }

    private static MoneyCase ofSuspense(
            UUID about,
            String gateway,
            String subject,
            String reason,
            long amountMinor,
            CurrencyCode currency,
            String story,
            @Nullable UUID wallet,
            Instant now) {
        return MoneyCase.opened(
                SlottedId.slotOf(about),
                CaseKind.SUSPENSE,
                gateway,
                subject,
                reason,
                amountMinor,
                currency,
                story,
                about,
                null,
                wallet,
                null,
                now,
                null,
                now);
    }
}
