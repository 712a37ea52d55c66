package io.groat.notifier.profile;

import com.datastax.oss.driver.api.core.cql.Row;
import io.groat.cassandra.Cassandra;
import io.groat.cassandra.Cql;
import io.groat.notifier.message.Channel;
import io.groat.notifier.message.TextMap;
import io.groat.web.json.JsonText;
import io.groat.web.shape.Shape;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Profiles in Cassandra: all rows of a user are one partition, read at once. */
public final class ProfileStore {

    private static final String PREFERENCES = "preferences";
    private static final String ADDRESS = "address";
    private static final String DEVICE = "device";
    /** An address that waits for its code. */
    private static final String CLAIM = "claim";

    private static final JsonFactory JSON = JsonFactory.builder().build();

    private static final String FIND = "SELECT kind, key, data FROM profiles WHERE user_id = ?";
    private static final String ONE = "SELECT data FROM profiles WHERE user_id = ? AND kind = ? AND key = ?";
    private static final String PUT =
            "INSERT INTO profiles (user_id, kind, key, data, changed_at) VALUES (?, ?, ?, ?, ?)";
    private static final String PUT_FOR =
            "INSERT INTO profiles (user_id, kind, key, data, changed_at) VALUES (?, ?, ?, ?, ?) USING TTL ?";
    private static final String CHANGE =
            "UPDATE profiles USING TTL ? SET data = ? WHERE user_id = ? AND kind = ? AND key = ? IF data = ?";
    private static final String DELETE = "DELETE FROM profiles WHERE user_id = ? AND kind = ? AND key = ?";
    private static final String DELETE_IF =
            "DELETE FROM profiles WHERE user_id = ? AND kind = ? AND key = ? IF data = ?";

    private final Cassandra cassandra;

    public ProfileStore(Cassandra cassandra) {
        this.cassandra = cassandra;
    }

    /** What was said to this service itself; {@link Profile#UNKNOWN} when nothing was. */
    public Mono<Profile> find(String userId) {
        return cassandra.read(new Cql(FIND, userId)).collectList().map(ProfileStore::profile);
    }

    public Mono<Void> putPreferences(String userId, Preferences preferences, Instant at) {
        return put(userId, PREFERENCES, "", text(preferences), at);
    }

    public Mono<Void> putAddress(String userId, Channel channel, String address, Instant at) {
        return put(userId, ADDRESS, channel.text(), TextMap.write(Map.of("value", address)), at);
    }

    public Mono<Void> putDevice(String userId, Device device, Instant at) {
        Map<String, String> texts = new HashMap<>();
        texts.put("type", device.type().name());
        texts.put("token", device.token());
        putIfThere(texts, "key", device.key());
        putIfThere(texts, "auth", device.auth());
        putIfThere(texts, "name", device.name());
        return put(userId, DEVICE, device.id().toString(), TextMap.write(texts), at);
    }

    public Mono<Void> deleteAddress(String userId, Channel channel) {
        return cassandra.write(new Cql(DELETE, userId, ADDRESS, channel.text()));
    }

    public Mono<Void> deleteDevice(String userId, UUID id) {
        return cassandra.write(new Cql(DELETE, userId, DEVICE, id.toString()));
    }

    /** Remembers for so many seconds that somebody says an address is theirs. */
    public Mono<Void> putClaim(String userId, Channel channel, String data, Instant at, int seconds) {
        return cassandra.write(new Cql(PUT_FOR, userId, CLAIM, channel.text(), data, at, seconds));
    }

    public Mono<String> claim(String userId, Channel channel) {
        return cassandra.readOne(new Cql(ONE, userId, CLAIM, channel.text())).mapNotNull(row -> row.getString("data"));
    }

    /** Changes a claim from what it was; false when it is that no more. */
    public Mono<Boolean> changeClaim(String userId, Channel channel, String from, String to, int seconds) {
        return cassandra.writeIf(new Cql(CHANGE, seconds, to, userId, CLAIM, channel.text(), from));
    }

    /** Takes a claim away; false when it is not that any more. */
    public Mono<Boolean> takeClaim(String userId, Channel channel, String from) {
        return cassandra.writeIf(new Cql(DELETE_IF, userId, CLAIM, channel.text(), from));
    }

    private Mono<Void> put(String userId, String kind, String key, String data, Instant at) {
        return cassandra.write(new Cql(PUT, userId, kind, key, data, at));
    }

    private static Profile profile(List<Row> rows) {
        Preferences preferences = Preferences.NONE;
        Map<Channel, String> addresses = new EnumMap<>(Channel.class);
        List<Device> devices = new ArrayList<>();
        for (Row row : rows) {
            String key = Objects.requireNonNull(row.getString("key"));
            String data = Objects.requireNonNull(row.getString("data"));
            switch (Objects.requireNonNull(row.getString("kind"))) {
                case PREFERENCES ->
                    preferences = PreferencesJson.readStored(JsonText.object(data.getBytes(StandardCharsets.UTF_8)));
                case ADDRESS ->
                    addresses.put(
                            Channel.find(key).orElseThrow(),
                            Objects.requireNonNull(TextMap.read(data).get("value")));
                case DEVICE -> devices.add(device(UUID.fromString(key), TextMap.read(data)));
                default -> {} // a claim is nothing yet
            }
        }
        return new Profile(preferences, addresses, devices, true);
    }

    private static Device device(UUID id, Map<String, String> texts) {
        return new Device(
                id,
                Device.Type.valueOf(texts.getOrDefault("type", "")),
                texts.getOrDefault("token", ""),
                texts.get("key"),
                texts.get("auth"),
                texts.get("name"));
    }

    private static void putIfThere(Map<String, String> texts, String name, @Nullable String value) {
        if (value != null) {
            texts.put(name, value);
        }
    }

    private static String text(Preferences preferences) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            Shape.body(PreferencesView.of(preferences)).write(json);
        }
        return text.toString();
    }
}
