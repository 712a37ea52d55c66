package io.groat.web.http;

import io.groat.web.problem.ProblemException;
import io.groat.web.problem.WebProblem;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.unit.DataSize;
import org.springframework.web.reactive.function.server.ServerRequest;
import reactor.core.publisher.Mono;

/** Takes in the bodies of requests, within limits of size and time. */
public final class Bodies {

    private final HttpSettings settings;

    public Bodies(HttpSettings settings) {
        this.settings = settings;
    }

    /** The whole JSON body of a call on one thing. */
    public Mono<byte[]> json(ServerRequest request) {
        return json(request, settings.maxBody());
    }

    /** The whole body of another type than JSON. */
    public Mono<byte[]> whole(ServerRequest request, MediaType type) {
        return whole(request, type, settings.maxBody());
    }

    /**
     * Refuses a body that is not of that type, is said to be of several, or of what is no type. No type given counts as
     * the right one.
     */
    public static void requireType(ServerHttpRequest request, MediaType wanted) {
        List<String> given = request.getHeaders().getOrEmpty(HttpHeaders.CONTENT_TYPE);
        // Nearly every client writes it exactly so; that spares parsing it.
        if (given.isEmpty() || (given.size() == 1 && given.get(0).equals(wanted.toString()))) {
            return;
        }
        if (given.size() > 1 || !isOf(wanted, given.get(0))) {
            throw new ProblemException(
                    WebProblem.UNSUPPORTED_MEDIA_TYPE,
                    null,
                    "This call takes " + wanted + ", not " + String.join(", ", given));
        }
    }

    private static boolean isOf(MediaType wanted, String given) {
        if (given.isBlank()) {
            return true;
        }
        try {
            MediaType type = MediaType.parseMediaType(given);
            return type.isConcrete() && wanted.isCompatibleWith(type);
        } catch (InvalidMediaTypeException noType) {
            return false;
        }
    }

    /** The whole JSON body of a call that has a limit of its own. */
    public Mono<byte[]> json(ServerRequest request, DataSize limit) {
        return whole(request, MediaType.APPLICATION_JSON, limit);
    }

    /** The whole body of another type than JSON, of a call that has a limit of its own. */
    public Mono<byte[]> whole(ServerRequest asked, MediaType type, DataSize limit) {
        ServerHttpRequest request = asked.exchange().getRequest();
        requireType(request, type);
        int most = Math.toIntExact(limit.toBytes());
        if (request.getHeaders().getContentLength() > most) {
            return Mono.error(tooLarge(most));
        }
        return DataBufferUtils.join(request.getBody(), most)
                .map(Bodies::bytes)
                .defaultIfEmpty(new byte[0])
                .timeout(settings.bodyTime())
                .onErrorMap(DataBufferLimitException.class, tooLong -> tooLarge(most))
                .onErrorMap(TimeoutException.class, late -> new ProblemException(WebProblem.BODY_TOO_SLOW));
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }

    private static ProblemException tooLarge(int most) {
        return new ProblemException(WebProblem.BODY_TOO_LARGE, null, "The body may have at most " + most + " bytes");
    }
}
