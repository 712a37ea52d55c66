package io.groat.settlement;

import io.groat.account.FundingSource;
import io.groat.money.CurrencyCode;
import java.util.ArrayList;
import java.util.List;

/**
 * One movement of a settlement or of a decision, between two sources on one shard.
 *
 * @param name what it is for: part of the key under which it happens once
 * @param amountMinor minor units, above zero
 */
public record Leg(String name, FundingSource from, FundingSource to, long amountMinor) {

    /** What reached the bank account. */
    public static final String NET = "net";

    /** What the gateway keeps. */
    public static final String COST = "fee";

    /** What neither explains, by decision. */
    public static final String REST = "rest";

    /** The legs of something, gathered; what is zero moves nothing, and what is below zero goes the other way. */
    public static final class Gathered {

        private final List<Leg> legs = new ArrayList<>();

        public Gathered move(String name, FundingSource from, FundingSource to, long amountMinor) {
            if (amountMinor > 0) {
                legs.add(new Leg(name, from, to, amountMinor));
            } else if (amountMinor < 0) {
                legs.add(new Leg(name, to, from, -amountMinor));
            }
            return this;
        }

        public List<Leg> legs() {
            return List.copyOf(legs);
        }
    }

    /** What takes a row's amount off what the gateway owes us: what it has paid out, and what it keeps. */
    public static Gathered settling(String gateway, CurrencyCode currency, long netMinor, long costMinor) {
        FundingSource transit = new FundingSource(gateway, currency);
        return new Gathered()
                .move(NET, new FundingSource(FundingSource.BANK, currency), transit, netMinor)
                .move(COST, FundingSource.feesOf(gateway, currency), transit, costMinor);
    }
}
