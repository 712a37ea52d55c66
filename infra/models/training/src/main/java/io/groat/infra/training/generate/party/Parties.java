package io.groat.infra.training.generate.party;

import io.groat.infra.training.generate.setting.HistorySettings;
import java.nio.charset.StandardCharsets;

/**
 * The numbers of all parties: users first, in the order in which they join, then shops, employers, suppliers and the
 * gateways that wallets are topped up by. Users alone have balances; the others settle elsewhere.
 */
public final class Parties {

    private static final int USERS_OF_AN_EMPLOYER = 60;
    private static final int SHOPS_OF_A_SUPPLIER = 20;
    private static final int GATEWAYS = 4;

    private static final byte[] USER = bytes("user-");
    private static final byte[] SHOP = bytes("shop-");
    private static final byte[] EMPLOYER = bytes("employer-");
    private static final byte[] SUPPLIER = bytes("supplier-");
    private static final byte[] GATEWAY = bytes("gateway-");

    /** No name is longer, in bytes. */
    public static final int LONGEST_NAME = EMPLOYER.length + 10;

    private final int shops;
    private final int employers;
    private final int suppliers;
    private final int gateways;
    private final int end;

    public Parties(HistorySettings settings) {
        shops = settings.users();
        employers = shops + settings.merchants();
        suppliers = employers + Math.max(3, settings.users() / USERS_OF_AN_EMPLOYER);
        gateways = suppliers + Math.max(3, settings.merchants() / SHOPS_OF_A_SUPPLIER);
        end = gateways + GATEWAYS;
    }

    public boolean isUser(int party) {
        return party < shops;
    }

    public boolean isShop(int party) {
        return party >= shops && party < employers;
    }

    public boolean isGateway(int party) {
        return party >= gateways;
    }

    public int shop(int number) {
        return shops + number;
    }

    /** The employer of whoever has that number. */
    public int employer(int number) {
        return employers + number % (suppliers - employers);
    }

    public int supplier(int number) {
        return suppliers + number % (gateways - suppliers);
    }

    public int gateway(int number) {
        return gateways + number % GATEWAYS;
    }

    /** As it stands in the file. */
    public String name(int party) {
        byte[] name = new byte[LONGEST_NAME];
        return new String(name, 0, write(party, name, 0), StandardCharsets.US_ASCII);
    }

    /**
     * Writes a name as ASCII.
     *
     * @return where it ends
     */
    public int write(int party, byte[] into, int from) {
        if (party < shops) {
            return write(USER, party, into, from);
        }
        if (party < employers) {
            return write(SHOP, party - shops, into, from);
        }
        if (party < suppliers) {
            return write(EMPLOYER, party - employers, into, from);
        }
        if (party < gateways) {
            return write(SUPPLIER, party - suppliers, into, from);
        }
        if (party < end) {
            return write(GATEWAY, party - gateways, into, from);
        }
        throw new IllegalArgumentException("no party " + party);
    }

    private static int write(byte[] kind, int place, byte[] into, int from) {
        System.arraycopy(kind, 0, into, from, kind.length);
        int number = place + 1;
        int digits = 1;
        for (int rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int next = from + kind.length + digits;
        for (int at = next - 1; at >= from + kind.length; at--) {
            into[at] = (byte) ('0' + number % 10);
            number /= 10;
        }
        return next;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
