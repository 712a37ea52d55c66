package io.groat.router.transfer;

import io.groat.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** The result of one transfer among several: the transfer or the problem, flat, with what tells which one it is. */
public final class TransferLine {

    private TransferLine() {}

    /**
     * Writes the result as one object.
     *
     * @param key the transfer's key as its sender wrote it; null when none could be read
     * @param place "index" or "line": how a problem names its place among the others
     * @param number that place
     */
    public static void write(
            JsonGenerator json, TransferResult result, @Nullable String key, String place, long number) {
        json.writeStartObject();
        if (key != null) {
            json.writeStringProperty(TransferFields.KEY, key);
        }
        if (result instanceof TransferResult.Accepted accepted) {
            TransferJson.writeMembers(json, accepted.transfer());
            writeReplayed(json, accepted.replayed());
        } else {
            TransferResult.Rejected rejected = (TransferResult.Rejected) result;
            Problem problem = rejected.problem();
            problem.writeMembers(json, null);
            json.writeNumberProperty(place, number);
            writeReplayed(json, rejected.replayed());
        }
        json.writeEndObject();
    }

    private static void writeReplayed(JsonGenerator json, boolean replayed) {
        if (replayed) {
            json.writeBooleanProperty("replayed", true);
        }
    }
}
