package io.groat.web.access;

/**
 * How often a call may be made by one user, by one API key, and from one address by those who are neither. Each rate may
 * be set otherwise: {@code groat.limits.rates.NAME.user}, {@code .key}, {@code .address}.
 *
 * @param name of the limit; calls that share it share what is counted
 * @param strict whether it guards secrets: with Redis away each router then lets through a quarter of it, not all
 */
public record Limit(String name, Rate perUser, Rate perKey, Rate perAddress, boolean strict) {

    /** For calls that say nothing else: a person is seldom faster, a backend is. */
    public static final Limit USUAL =
            new Limit("calls", Rate.parse("600/m"), Rate.parse("60000/m"), Rate.parse("600/m"), false);

    /** For calls that nobody has to be kept from. */
    public static final Limit NONE = new Limit("none", Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED, false);

    /** For calls by which secrets could be guessed: from one address only so often. */
    public static Limit guarding(String name, Rate rate) {
        return new Limit(name, rate, rate, rate, true);
    }
}
