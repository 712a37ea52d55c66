package io.groat.router.access;

import io.groat.web.access.Role;
import io.groat.web.token.AccessSettings;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first API keys, of which the router is told by its environment: their ids and the hashes of their secrets, never
 * the keys. They are inserted where they are absent. One whose row can't be asked for is taken by what the environment
 * says, so that a shard that is away does not shut everybody out.
 */
final class BootstrapKeys {

    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16}):([0-9a-f]{64})");
    private static final Set<Role> ROLES = Set.of(Role.OPERATOR, Role.ANALYST, Role.ADMIN);

    private final List<StoredKey> keys;

    public BootstrapKeys(AccessSettings settings, InstantSource clock) {
        Instant now = clock.instant();
        this.keys = settings.bootstrap().entrySet().stream()
                .map(entry -> key(entry, now))
                .toList();
    }

    List<StoredKey> all() {
        return keys;
    }

    Optional<StoredKey> find(String id) {
        return keys.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static StoredKey key(Map.Entry<String, String> entry, Instant now) {
        String name = "groat.access.bootstrap." + entry.getKey();
        Role role = Role.find(entry.getKey())
                .filter(ROLES::contains)
                .orElseThrow(() -> new IllegalArgumentException(name + ": the last word has to be one of " + ROLES));
        Matcher form = FORM.matcher(Objects.requireNonNull(entry.getValue()));
        if (!form.matches()) {
            throw new IllegalArgumentException(name + " has to be an id of 16 and a hash of 64 hexadecimal digits");
        }
        return new StoredKey(
                form.group(1),
                "first " + role.text(),
                HexFormat.of().parseHex(form.group(2)),
                Set.of(role),
                Set.of(),
                "system:bootstrap",
                now,
                null,
                null,
                null);
    }
}
