package io.groat.infra.drill;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.groat.infra.drill.load.Latencies;
import io.groat.infra.drill.outside.OutsideSummary;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of a drill, in the words of {@code --json}.
 *
 * @param sent orders: transfers, holds, captures, refunds and what else clients wanted
 * @param acknowledged those with any answer: their end, or that they are under way
 * @param done orders that were done, by kind
 * @param lost acknowledged, and not in the books or the API as acknowledged
 * @param doubled keys that moved money twice or stand for two transfers
 * @param wrongAnswers answers that can't be, or contradict others
 * @param pending transfers without an end when every part was back
 * @param money what all wallets of the drill hold, in minor units
 * @param balanced null when no router could be asked
 * @param outside money from outside; null when there was none, or it could not be read
 * @param slowestRecovery null when no part was started again
 * @param calmMs latency of single transfers while every part was there
 * @param besideOutagesMs the same between healthy shards while another part was away
 * @param askedAgain why clients asked again with the same key, with how often
 * @param outcome KEPT, BROKEN, or NOT_CHECKED when nothing is known to have broken and not all could be looked at
 * @param broken each promise that broke, with its first cases; empty when all held
 * @param notChecked each promise of which something could not be looked at, with why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DrillReport(
        long seed,
        double seconds,
        boolean ownStack,
        Outcome outcome,
        long sent,
        long acknowledged,
        long completed,
        long refused,
        Map<String, Long> done,
        long lost,
        long doubled,
        long wrongAnswers,
        long pending,
        Money money,
        @Nullable Boolean balanced,
        @Nullable OutsideSummary outside,
        Events events,
        Map<String, Long> kills,
        Map<String, Long> pauses,
        @Nullable Recovery slowestRecovery,
        Latencies.Summary calmMs,
        Latencies.Summary besideOutagesMs,
        long repeats,
        Map<String, Long> askedAgain,
        Map<String, Broken> broken,
        Map<String, Broken> notChecked) {

    /** How a drill ended. */
    public enum Outcome {
        KEPT,
        BROKEN,
        NOT_CHECKED
    }

    /** Whether every promise held, all of them looked at. */
    @JsonProperty
    public boolean kept() {
        return outcome == Outcome.KEPT;
    }

    /**
     * Before, after, in minor units.
     *
     * @param funded what came in from outside meanwhile, less what went there; null when the books could not be read
     * @param fees what payments cost the wallets; null when the books could not be read
     * @param found null when the books could not be read
     * @param conserved null when that is not known
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Money(
            long opened,
            @Nullable Long funded,
            @Nullable Long fees,
            @Nullable Long found,
            @Nullable Boolean conserved) {}

    /**
     * The payments' events.
     *
     * @param transfers in the books, each with two events to come; those of holds come on top
     * @param seen on Kafka, repeats included
     * @param repeated came again under the same id, which harms nobody
     */
    public record Events(long transfers, long seen, long repeated, long wrong, long outOfOrder) {}

    /** A part's time from its start to its first answer. */
    public record Recovery(String part, double seconds) {}

    /** One promise's breach. */
    public record Broken(String meaning, long count, List<String> cases) {}
}
