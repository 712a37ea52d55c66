package io.groat.fraud.serving;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Instant;
import java.util.UUID;

/**
 * That a model came into force, or into the shadow, or left it.
 *
 * @param id of version 1, which holds the time
 * @param role champion or shadow
 * @param version 0 for none
 * @param replaced the one that was there before; 0 for none
 */
public record ModelChange(UUID id, String role, int version, int replaced, String who, String note) {

    public static ModelChange now(String role, int version, int replaced, String who, String note) {
        return new ModelChange(Uuids.timeBased(), role, version, replaced, who, note);
    }

    public Instant at() {
        return Instant.ofEpochMilli(Uuids.unixTimestamp(id));
    }
}
