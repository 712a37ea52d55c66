package io.groat.account;

import io.groat.money.CurrencyCode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Where money enters and leaves Groat, in one currency: a payment gateway, a bank, a till. Each shard keeps an account of
 * it, whose balance is what has gone out by it less what has come in.
 *
 * @param name 1 to 24 of small letters, digits and {@code -}, a letter first
 */
public record FundingSource(String name, CurrencyCode currency) {

    /** Where money from outside waits for a person's decision, which is not as it was ordered. */
    public static final String SUSPENSE = "suspense";

    /** Our bank account, to which gateways pay out what they have settled. */
    public static final String BANK = "bank";

    /** What was lost or won for good, as a person has decided. */
    public static final String WRITE_OFF = "write-off";

    private static final String FEES = "-fees";
    private static final Set<String> RESERVED = Set.of(SUSPENSE, BANK, WRITE_OFF);

    private static final Pattern FORM = Pattern.compile("[a-z][a-z0-9-]{0,23}");

    public FundingSource {
        if (!isName(name)) {
            throw new IllegalArgumentException(name + " is no name of a source");
        }
    }

    /** Whether a source can be called so. */
    public static boolean isName(String text) {
        return FORM.matcher(text).matches();
    }

    /** Whether a payment gateway can be called so: no source of ours is, and what it keeps of payments has a name, too. */
    public static boolean isGateway(String text) {
        return isName(text) && isName(text + FEES) && !RESERVED.contains(text) && !text.endsWith(FEES);
    }

    /** Where stands what that gateway keeps: its fees, and taxes on them. */
    public static FundingSource feesOf(String gateway, CurrencyCode currency) {
        return new FundingSource(gateway + FEES, currency);
    }

    /** How rows, events and answers name it: {@code funding:NAME}. */
    public AccountRef.Funding ref() {
        return new AccountRef.Funding(name);
    }

    /** The account's id, the same on every shard. */
    public UUID id() {
        return SystemAccounts.funding(name, currency);
    }

    public AccountIdentity identity() {
        return new AccountIdentity(id(), ref().text(), ref().text(), currency);
    }

    /** Its account, empty and open. */
    public Account open(Instant now) {
        return Account.open(id(), AccountKind.FUNDING, "", ref().text(), currency, now);
    }
}
