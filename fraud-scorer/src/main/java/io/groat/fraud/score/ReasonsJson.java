package io.groat.fraud.score;

import io.groat.event.EventJson;
import io.groat.event.FraudReason;
import java.util.List;

/** Reasons as a column holds them. */
final class ReasonsJson {

    private ReasonsJson() {}

    static String write(List<FraudReason> reasons) {
        return EventJson.write(reasons);
    }

    static List<FraudReason> read(String json) {
        return List.of(EventJson.read(json, FraudReason[].class));
    }
}
