package io.groat.router.auth.session;

/**
 * Who is at the other end of a login.
 *
 * @param device what the client says it is, cut to a length that can be kept
 * @param address from where it comes
 */
public record Client(String device, String address) {

    private static final int MAX_DEVICE = 160;
    private static final int MAX_ADDRESS = 45;

    public Client {
        device = cut(device, MAX_DEVICE);
        address = cut(address, MAX_ADDRESS);
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    /** Names no person. */
    @Override
    public String toString() {
        return "Client";
    }
}
