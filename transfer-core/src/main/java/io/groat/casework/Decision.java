package io.groat.casework;

import io.groat.account.FundingSource;
import io.groat.money.CurrencyCode;
import io.groat.settlement.Leg;
import java.util.List;
import java.util.Set;

/**
 * What moves by a decision, between sources on the case's shard. Where the case is about something that the gateway has not
 * settled, it is settled by it: the legs come to what the gateway was to settle. CREDIT_WALLET, which is a deposit, and
 * REFUND_TO_SOURCE, which the gateway carries out, are none of these.
 */
public final class Decision {

    private static final Set<CaseAction> NO_LEGS =
            Set.of(CaseAction.CLOSE, CaseAction.CREDIT_WALLET, CaseAction.REFUND_TO_SOURCE);

    private Decision() {}

    public static List<Leg> legs(MoneyCase about, CaseAction action) {
        if (NO_LEGS.contains(action)) {
            return List.of();
        }
        CaseRow row = about.row();
        return switch (about.kind()) {
            case SUSPENSE ->
                new Leg.Gathered()
                        .move(
                                Leg.REST,
                                suspense(about.currency()),
                                other(about, action, about.currency()),
                                about.amountMinor())
                        .legs();
            case MISSING_THERE ->
                new Leg.Gathered()
                        .move(Leg.REST, other(about, action, about.currency()), transit(about), about.amountMinor())
                        .legs();
            case MISSING_HERE, DIFFERS -> ofRow(about, action, row == null ? none(about) : row);
        };
    }

    private static List<Leg> ofRow(MoneyCase about, CaseAction action, CaseRow row) {
        CurrencyCode currency = row.currency();
        if (about.itemSubject() != null) {
            // What the gateway has settled as it says, and the rest as it was decided.
            return Leg.settling(about.gateway(), currency, row.netMinor(), row.costMinor())
                    .move(
                            Leg.REST,
                            other(about, action, currency),
                            transit(about),
                            about.amountMinor() - row.amountMinor())
                    .legs();
        }
        FundingSource bank = new FundingSource(FundingSource.BANK, currency);
        FundingSource fees = FundingSource.feesOf(about.gateway(), currency);
        FundingSource other = other(about, action, currency);
        Leg.Gathered legs = new Leg.Gathered().move(Leg.NET, bank, other, row.netMinor());
        // As a fee the whole is one; else what the gateway keeps is, and the rest is as it was decided.
        return action == CaseAction.BOOK_AS_FEE
                ? legs.legs()
                : legs.move(Leg.COST, fees, other, row.costMinor()).legs();
    }

    private static FundingSource other(MoneyCase about, CaseAction action, CurrencyCode currency) {
        return switch (action) {
            case BOOK_TO_SUSPENSE -> suspense(currency);
            case BOOK_AS_FEE -> FundingSource.feesOf(about.gateway(), currency);
            case WRITE_OFF -> new FundingSource(FundingSource.WRITE_OFF, currency);
            case CREDIT_WALLET, REFUND_TO_SOURCE, CLOSE ->
                throw new IllegalStateException(action + " moves nothing between sources");
        };
    }

    private static FundingSource suspense(CurrencyCode currency) {
        return new FundingSource(FundingSource.SUSPENSE, currency);
    }

    private static FundingSource transit(MoneyCase about) {
        return new FundingSource(about.gateway(), about.currency());
    }

    private static CaseRow none(MoneyCase about) {
        throw new IllegalStateException("case " + about.id() + " is about a row and has none");
    }
}
