package io.groat.router.auth.user;

import io.groat.shard.ShardKey;
import io.groat.shard.ShardMap;
import io.groat.shard.Slots;
import io.groat.web.contact.EmailAddresses;
import io.groat.web.contact.PhoneNumbers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A phone number or an e-mail address in its one form, by which a user is found.
 *
 * @param value E.164 with its plus sign; the address in small letters
 */
public record Identifier(Kind kind, String value) implements ShardKey {

    /** What kind of identifier it is. */
    public enum Kind {
        PHONE,
        EMAIL
    }

    /** The phone number of that text: international, with {@code +} or {@code 00} in front; empty when it is none. */
    public static Optional<Identifier> phone(String text) {
        return PhoneNumbers.normal(text).map(number -> new Identifier(Kind.PHONE, number));
    }

    /** As which that phone number was kept before numbers had their present form; for finding it. */
    public static Optional<Identifier> phoneBefore(String text) {
        return PhoneNumbers.before(text).map(number -> new Identifier(Kind.PHONE, number));
    }

    /** The e-mail address of that text; empty when it is none. */
    public static Optional<Identifier> email(String text) {
        return EmailAddresses.normal(text).map(address -> new Identifier(Kind.EMAIL, address));
    }

    /**
     * SHA-256 of kind and value: the key of the {@code identifiers} row. Plain, without a secret key: who can read the
     * shards can read the users' rows too, and the loss of a key would lock everybody out for good. It keeps personal
     * data out of that table, of keys and logs; it does not keep a phone number from whoever tries all of them.
     */
    public byte[] digest() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest((kind.name() + ":" + value).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The digest as text, for keys that may not name a person. */
    public String digestText() {
        return HexFormat.of().formatHex(digest());
    }

    /** The shard of its {@code identifiers} row. */
    @Override
    public int shard(ShardMap map) {
        byte[] digest = digest();
        return map.shardOfSlot((((digest[0] & 0xff) << 8) | (digest[1] & 0xff)) % Slots.COUNT);
    }

    /** Names no person, wherever it may be printed. */
    @Override
    public String toString() {
        return kind + " " + digestText().substring(0, 8);
    }
}
