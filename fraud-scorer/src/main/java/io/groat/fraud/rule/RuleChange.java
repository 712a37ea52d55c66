package io.groat.fraud.rule;

import com.datastax.oss.driver.api.core.uuid.Uuids;
import java.time.Instant;
import java.util.UUID;

/**
 * That a version of the rules came into force.
 *
 * @param id of version 1, which holds the time
 * @param action publish or rollback
 * @param replaced the version that was in force before
 */
public record RuleChange(UUID id, String action, int version, int replaced, String who, String note) {

    public static RuleChange now(String action, int version, int replaced, String who, String note) {
        return new RuleChange(Uuids.timeBased(), action, version, replaced, who, note);
    }

    public Instant at() {
        return Instant.ofEpochMilli(Uuids.unixTimestamp(id));
    }
}
