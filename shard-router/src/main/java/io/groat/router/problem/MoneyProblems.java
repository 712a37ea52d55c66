package io.groat.router.problem;

import io.groat.beneficiary.BeneficiaryBound;
import io.groat.refusal.Refusal;
import io.groat.refusal.Refused;
import io.groat.refusal.RefusedException;
import io.groat.rule.LimitHit;
import io.groat.web.problem.Problem;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.ProblemException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The engine's refusals as problems: the one place where the two meet. Codes, statuses and titles are the refusals'. */
public final class MoneyProblems {

    private record Code(Refusal refusal, String type) implements ProblemCode {

        @Override
        public String name() {
            return refusal.name();
        }

        @Override
        public int status() {
            return refusal.httpStatus();
        }

        @Override
        public String title() {
            return refusal.title();
        }
    }

    private static final Map<Refusal, ProblemCode> CODES = new EnumMap<>(Refusal.class);

    static {
        for (Refusal refusal : Refusal.values()) {
            CODES.put(refusal, new Code(refusal, ProblemCode.typeOf(refusal.name())));
        }
    }

    private MoneyProblems() {}

    public static ProblemCode code(Refusal refusal) {
        return Objects.requireNonNull(CODES.get(refusal));
    }

    /** The codes of those, and of a shard that is busy or away. */
    public static ProblemCode[] onShards(Refusal... refusals) {
        return Stream.concat(Arrays.stream(refusals), Stream.of(Refusal.SHARD_BUSY, Refusal.SHARD_UNAVAILABLE))
                .map(MoneyProblems::code)
                .toArray(ProblemCode[]::new);
    }

    public static List<ProblemCode> codes() {
        return Arrays.stream(Refusal.values()).map(MoneyProblems::code).toList();
    }

    public static Problem of(Refused refused) {
        return new Problem(code(refused.refusal()), refused.field(), refused.detail(), refused.members());
    }

    /**
     * @param transferId the transfer that is kept as FAILED
     * @param hit the payer's limit that it would have passed, or the bound of the beneficiary
     */
    public static Problem of(Refusal refusal, UUID transferId, @Nullable LimitHit hit) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("transferId", transferId.toString());
        if (BeneficiaryBound.refuses(refusal)) {
            Refused refused = BeneficiaryBound.refused(refusal, hit);
            members.putAll(refused.members());
            return new Problem(code(refusal), refused.field(), refused.detail(), members);
        }
        if (hit != null) {
            members.putAll(hit.members());
            return new Problem(code(refusal), "payer", null, members);
        }
        boolean ofPayee = refusal.isOfPayee() || refusal == Refusal.LIMIT_EXCEEDED;
        return new Problem(code(refusal), ofPayee ? "payee" : null, null, members);
    }

    /** The problem that a failure stands for, whoever refused; null when something broke. */
    public static @Nullable Problem find(Throwable failure) {
        return failure instanceof ProblemException known ? known.problem() : ofRefusal(failure);
    }

    /** The problem that a refusal of the engine stands for; null for any other failure. */
    public static @Nullable Problem ofRefusal(Throwable failure) {
        return failure instanceof RefusedException known ? of(known.refused()) : null;
    }
}
