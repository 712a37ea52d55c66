package io.groat.sandbox.razorpay;

import io.groat.sandbox.http.Fields;
import io.groat.sandbox.http.Refusal;
import java.util.Locale;

/**
 * Where a payout goes.
 *
 * @param shown as it may be kept: of an account's number the last four digits
 * @param active whether there is such an account: not at UPI ids that begin with "invalid", nor at numbers of zeros
 */
record Destination(String shown, boolean active, String name) {

    private static final int SHOWN_DIGITS = 4;

    /** A name that says nothing of the id. */
    private static final String HOLDER = "A Holder";

    static Destination of(Fields fundAccount) {
        String type = fundAccount.text("account_type");
        if (type.equals("vpa")) {
            String address = fundAccount.object("vpa").text("address");
            if (!address.matches("[A-Za-z0-9._-]{2,100}@[A-Za-z0-9]{2,50}")) {
                throw Refusal.field("vpa.address", "is no UPI id");
            }
            boolean active = !address.toLowerCase(Locale.ROOT).startsWith("invalid");
            return new Destination(address, active, HOLDER);
        }
        if (type.equals("bank_account")) {
            Fields account = fundAccount.object("bank_account");
            String number = account.text("account_number");
            String ifsc = account.text("ifsc");
            if (!number.matches("[0-9]{5,35}")) {
                throw Refusal.field("bank_account.account_number", "has to be 5 to 35 digits");
            }
            if (!ifsc.matches("[A-Z]{4}0[A-Z0-9]{6}")) {
                throw Refusal.field("bank_account.ifsc", "is no IFSC");
            }
            String end = number.substring(number.length() - SHOWN_DIGITS);
            return new Destination(ifsc + " …" + end, !number.matches("0+"), account.text("name"));
        }
        throw Refusal.field("account_type", "has to be vpa or bank_account");
    }
}
