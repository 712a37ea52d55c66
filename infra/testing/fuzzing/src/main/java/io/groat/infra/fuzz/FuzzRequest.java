package io.groat.infra.fuzz;

import io.groat.infra.fuzz.http.RawRequest;
import java.util.List;

/**
 * One request.
 *
 * @param number which of its run's
 * @param oddities what is odd about it, in words; empty when it is as it should be
 */
public record FuzzRequest(int number, ApiCall call, RawRequest request, List<String> oddities) {

    public FuzzRequest {
        oddities = List.copyOf(oddities);
    }
}
