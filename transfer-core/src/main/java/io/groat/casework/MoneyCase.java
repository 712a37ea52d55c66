package io.groat.casework;

import io.groat.money.CurrencyCode;
import io.groat.order.GatewayPayment;
import io.groat.order.Order;
import io.groat.settlement.Matching.Difference;
import io.groat.settlement.Settleable;
import io.groat.settlement.SettlementRow;
import io.groat.shard.Slots;
import io.groat.shard.SlottedId;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money from outside that a person has to decide on. There is one case of a kind for each thing; who works on it claims it
 * for a while. It changes by its version: of two who change it at once one is turned down.
 *
 * @param subject what it is about, in the gateway's words
 * @param reason what is wrong, in one word
 * @param amountMinor as the books here have it; of a row that fits nothing here, its own
 * @param story what happened, in plain words
 * @param itemId the order, or what else here it is about; null where there is nothing
 * @param itemSubject what a decision settles, as {@link Settleable#subject} calls it; null where it settles nothing
 * @param wallet the account that may get it; null for none
 * @param row the settlement file's that it is about; null for none
 * @param trouble why the last decision could not be carried out; null where none failed
 * @param attempt how many decisions there were
 * @param claimedBy who works on it, or did last
 * @param movementId the first movement by which the decision was carried out; null for none
 * @param workAt when it is looked at, or its decision carried out, next; null for never
 */
public record MoneyCase(
        UUID id,
        int version,
        CaseKind kind,
        String gateway,
        String subject,
        String reason,
        long amountMinor,
        CurrencyCode currency,
        String story,
        @Nullable UUID itemId,
        @Nullable String itemSubject,
        @Nullable UUID wallet,
        @Nullable CaseRow row,
        Instant occurredAt,
        CaseStatus status,
        @Nullable String trouble,
        int attempt,
        @Nullable String claimedBy,
        @Nullable Instant claimedUntil,
        @Nullable CaseDecision decision,
        @Nullable UUID movementId,
        Instant openedAt,
        @Nullable Instant closedAt,
        @Nullable Instant workAt) {

    /** How long somebody has a case to themselves. */
    public static final Duration LEASE = Duration.ofMinutes(15);

    public static final int MAX_NOTE = 500;

    /** When what nothing is known of is looked for again, after its case was opened. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(1);

    private static final Duration LAST_LOOK = Duration.ofDays(14);

    /** A payment in suspense. */
    public static MoneyCase ofSuspense(Order order, GatewayPayment payment, Instant now) {
        String reason = payment.reason() == null ? "FAILED" : payment.reason();
        boolean same = payment.currency().equals(order.currency());
        return opened(
                SlottedId.slotOf(order.id()),
                CaseKind.SUSPENSE,
                payment.gateway(),
                payment.paymentId(),
                reason,
                payment.amountMinor(),
                payment.currency(),
                Stories.ofSuspense(order, payment, reason),
                order.id(),
                null,
                same ? order.payeeAccount() : null,
                null,
                payment.seenAt(),
                null,
                now);
    }

    /** A row of which nothing is known here. */
    public static MoneyCase ofMissingHere(String gateway, SettlementRow row, Instant now) {
        return opened(
                Slots.ofUser(gateway + "/" + row.rowKey()),
                CaseKind.MISSING_HERE,
                gateway,
                row.rowKey(),
                "NOT_KNOWN",
                row.amountMinor(),
                row.currency(),
                Stories.ofMissingHere(gateway, row),
                null,
                null,
                null,
                CaseRow.of(row),
                row.occurredAt(),
                now.plus(FIRST_LOOK),
                now);
    }

    /** Something that is not settled, though newer things are. */
    public static MoneyCase ofMissingThere(Settleable item, Instant newest, Instant now) {
        return opened(
                SlottedId.slotOf(item.id()),
                CaseKind.MISSING_THERE,
                item.gateway(),
                item.subject(),
                "NOT_SETTLED",
                item.amountMinor(),
                item.currency(),
                Stories.ofMissingThere(item, newest),
                item.id(),
                item.subject(),
                null,
                null,
                item.at(),
                null,
                now);
    }

    /** A row that is not as what it is about. */
    public static MoneyCase ofDifference(SettlementRow row, Settleable item, Difference difference, Instant now) {
        return opened(
                SlottedId.slotOf(item.id()),
                CaseKind.DIFFERS,
                item.gateway(),
                row.rowKey(),
                difference.name(),
                item.amountMinor(),
                item.currency(),
                Stories.ofDifference(row, item, difference),
                item.id(),
                difference.settles() ? item.subject() : null,
                null,
                CaseRow.of(row),
                row.occurredAt(),
                null,
                now);
    }

    /** One that nobody has worked on. */
    static MoneyCase opened(
            int slot,
            CaseKind kind,
            String gateway,
            String subject,
            String reason,
            long amountMinor,
            CurrencyCode currency,
            String story,
            @Nullable UUID itemId,
            @Nullable String itemSubject,
            @Nullable UUID wallet,
            @Nullable CaseRow row,
            Instant occurredAt,
            @Nullable Instant workAt,
            Instant now) {
        return new MoneyCase(
                SlottedId.create(SlottedId.Kind.CASE, slot, now),
                1,
                kind,
                gateway,
                subject,
                reason,
                amountMinor,
                currency,
                story,
                itemId,
                itemSubject,
                wallet,
                row,
                occurredAt,
                CaseStatus.OPEN,
                null,
                0,
                null,
                null,
                null,
                null,
                now,
                null,
                workAt);
    }

    /** What may be decided. */
    public Set<CaseAction> actions() {
        Set<CaseAction> actions = switch (kind) {
            case SUSPENSE -> EnumSet.of(CaseAction.WRITE_OFF, CaseAction.CLOSE);
            case MISSING_HERE, MISSING_THERE, DIFFERS ->
                EnumSet.of(CaseAction.BOOK_TO_SUSPENSE, CaseAction.BOOK_AS_FEE, CaseAction.WRITE_OFF, CaseAction.CLOSE);
        };
        if (wallet != null) {
            actions.add(CaseAction.CREDIT_WALLET);
        }
        if (isPayment()) {
            actions.add(CaseAction.REFUND_TO_SOURCE);
        }
        return status == CaseStatus.CLOSED ? EnumSet.noneOf(CaseAction.class) : actions;
    }

    /** Whether it is about what a gateway has taken for an order, and could give back. */
    private boolean isPayment() {
        return kind == CaseKind.SUSPENSE && itemId != null && SlottedId.is(SlottedId.Kind.ORDER, itemId);
    }

    /** What is usually done. */
    public CaseAction proposal() {
        return switch (kind) {
            case SUSPENSE -> proposalForSuspense();
            case MISSING_HERE -> amountMinor < 0 ? CaseAction.BOOK_AS_FEE : CaseAction.BOOK_TO_SUSPENSE;
            case MISSING_THERE -> CaseAction.CLOSE;
            case DIFFERS ->
                reason.equals(Difference.FEE_DIFFERS.name()) ? CaseAction.BOOK_AS_FEE : CaseAction.BOOK_TO_SUSPENSE;
        };
    }

    private CaseAction proposalForSuspense() {
        if (isPayment() && (wallet == null || reason.equals(GatewayPayment.PAID_TWICE))) {
            return CaseAction.REFUND_TO_SOURCE;
        }
        return wallet == null ? CaseAction.WRITE_OFF : CaseAction.CREDIT_WALLET;
    }

    /** Whether that one has it to themselves now. */
    public boolean isClaimedBy(String who, Instant now) {
        return who.equals(claimedBy) && isClaimed(now);
    }

    public boolean isClaimed(Instant now) {
        return claimedUntil != null && claimedUntil.isAfter(now);
    }

    /** Once somebody has claimed it, or claims it on. */
    public MoneyCase claimed(String who, Instant now) {
        return with(status, trouble, attempt, who, now.plus(LEASE), decision, movementId, closedAt, workAt);
    }

    /** Once nobody works on it. */
    public MoneyCase released() {
        return with(status, trouble, attempt, null, null, decision, movementId, closedAt, workAt);
    }

    /** Once somebody has decided: that is to be carried out at once, or by whoever finds it. */
    public MoneyCase decided(CaseDecision what, Instant work) {
        return with(
                status.become(CaseStatus.DECIDED),
                null,
                attempt + 1,
                claimedBy,
                claimedUntil,
                what,
                movementId,
                null,
                work);
    }

    /** Its decision is carried out elsewhere: to be looked at again then. */
    public MoneyCase waiting(Instant until) {
        return with(status, trouble, attempt, claimedBy, claimedUntil, decision, movementId, closedAt, until);
    }

    /** Once its decision was refused: it waits for another. */
    public MoneyCase troubled(String why) {
        return with(
                status.become(CaseStatus.OPEN), why, attempt, claimedBy, claimedUntil, null, movementId, null, null);
    }

    /** Once what was decided is done. */
    public MoneyCase closed(@Nullable UUID movement, Instant now) {
        return with(
                status.become(CaseStatus.CLOSED),
                null,
                attempt,
                claimedBy,
                claimedUntil,
                decision,
                movement,
                now,
                null);
    }

    /** Once what it was about has come right by itself. */
    public MoneyCase settledItself(String note, Instant now) {
        return with(
                status.become(CaseStatus.CLOSED),
                null,
                attempt,
                claimedBy,
                claimedUntil,
                new CaseDecision(null, note, "system:settlement", now),
                null,
                now,
                null);
    }

    /** To be looked at again later, less and less often, and in the end no more. */
    public MoneyCase lookedAt(Instant now) {
        Duration age = Duration.between(openedAt, now);
        Instant next =
                age.compareTo(LAST_LOOK) > 0 ? null : now.plus(age.isNegative() ? FIRST_LOOK : age.plus(FIRST_LOOK));
        return with(status, trouble, attempt, claimedBy, claimedUntil, decision, movementId, closedAt, next);
    }

    private MoneyCase with(
            CaseStatus next,
            @Nullable String why,
            int attempts,
            @Nullable String who,
            @Nullable Instant until,
            @Nullable CaseDecision decided,
            @Nullable UUID movement,
            @Nullable Instant closed,
            @Nullable Instant work) {
        return new MoneyCase(
                id,
                version + 1,
                kind,
                gateway,
                subject,
                reason,
                amountMinor,
                currency,
                story,
                itemId,
                itemSubject,
                wallet,
                row,
                occurredAt,
                next,
                why,
                attempts,
                who,
                until,
                decided,
                movement,
                openedAt,
                closed,
                work);
    }
}
