package io.groat.web.http;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.util.MimeType;
import org.springframework.web.reactive.function.server.ServerRequest;

/**
 * Which of the media types that a call answers in its caller would rather have: the one place where {@code Accept} is
 * read. Of the ranges that cover a type the most specific gives its weight; no header, an empty one and {@code *}{@code /*}
 * take anything. So does one that names more than 50. One that can't be read is refused. A range's
 * parameters but for {@code q} say nothing here: no type is offered twice.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1">RFC 9110, the Accept field</a>
 */
public final class Negotiation {

    private static final int ANY = 0;
    private static final int OF_TYPE = 1;
    private static final int EXACT = 2;
    private static final int MOST_RANGES = 50;

    private Negotiation() {}

    /**
     * How far a type is wanted.
     *
     * @param specific how closely the range that covers it names it
     * @param place of that range in the header
     */
    private record Wish(MediaType type, double weight, int specific, int place) {

        /** Of two wanted alike, the one named more closely, then the one named first. */
        private boolean isBefore(Wish other) {
            if (Double.compare(weight, other.weight) != 0) {
                return weight > other.weight;
            }
            return specific == other.specific ? place < other.place : specific > other.specific;
        }
    }

    /** Refuses a caller who does not take the only type there is, NOT_ACCEPTABLE. */
    public static void require(ServerRequest request, MediaType only) {
        choose(request, only);
    }

    /**
     * The type to answer in.
     *
     * @param offered what the call answers in, what it would rather answer in first
     * @throws ProblemException NOT_ACCEPTABLE when the caller takes none of them, or the header can't be read
     */
    public static MediaType choose(ServerRequest request, MediaType... offered) {
        return choose(request.headers().asHttpHeaders(), offered);
    }

    static MediaType choose(HttpHeaders headers, MediaType... offered) {
        @Nullable List<MediaType> ranges = ranges(headers);
        if (ranges == null) {
            throw notAcceptable(offered);
        }
        if (ranges.isEmpty()) {
            return offered[0];
        }
        @Nullable Wish best = null;
        for (MediaType type : offered) {
            Wish wish = wish(type, ranges);
            if (wish != null && wish.weight() > 0 && (best == null || wish.isBefore(best))) {
                best = wish;
            }
        }
        if (best == null) {
            throw notAcceptable(offered);
        }
        return best.type();
    }

    /** Whether it names more than the framework reads, for which that is a failure of its own. */
    static boolean isTooLong(HttpHeaders headers) {
        int ranges = 0;
        for (String accept : headers.getOrEmpty(HttpHeaders.ACCEPT)) {
            ranges++;
            for (int i = 0; i < accept.length(); i++) {
                ranges += accept.charAt(i) == ',' ? 1 : 0;
            }
        }
        return ranges > MOST_RANGES;
    }

    /** Whether all of the header can be read; where it is not there, too. */
    static boolean isReadable(HttpHeaders headers) {
        return ranges(headers) != null;
    }

    /** What the header names; nothing when it is not there or names too many, null when some of it can't be read. */
    private static @Nullable List<MediaType> ranges(HttpHeaders headers) {
        try {
            return isTooLong(headers) ? List.of() : MediaType.parseMediaTypes(headers.getOrEmpty(HttpHeaders.ACCEPT));
        } catch (InvalidMediaTypeException | InvalidMimeTypeException unreadable) {
            return null;
        }
    }

    private static @Nullable Wish wish(MediaType type, List<MediaType> ranges) {
        @Nullable Wish closest = null;
        for (int i = 0; i < ranges.size(); i++) {
            MediaType range = ranges.get(i);
            int specific = specific(range);
            if (range.includes(type) && (closest == null || specific > closest.specific())) {
                closest = new Wish(type, range.getQualityValue(), specific, i);
            }
        }
        return closest;
    }

    private static int specific(MediaType range) {
        if (range.isWildcardType()) {
            return ANY;
        }
        return range.isWildcardSubtype() ? OF_TYPE : EXACT;
    }

    private static MediaType bare(MediaType type) {
        return new MediaType(type.getType(), type.getSubtype());
    }

    private static ProblemException notAcceptable(MediaType... offered) {
        return new ProblemException(
                WebProblem.NOT_ACCEPTABLE,
                null,
                "This call answers in "
                        + Arrays.stream(offered)
                                .map(Negotiation::bare)
                                .map(MimeType::toString)
                                .collect(Collectors.joining(" or ")));
    }
}
