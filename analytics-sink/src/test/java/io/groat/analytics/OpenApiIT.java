package io.groat.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import org.junit.jupiter.api.Test;

class OpenApiIT {

    private final RunningSink sink = RunningSink.shared();

    @Test
    void describesEveryCallWhole() {
        sink.contract().check();
    }

    @Test
    void isThereForEveryone() {
        String document = RunningSink.body(sink.http().get().uri("/v3/api-docs").exchange());

        assertThat(JsonPath.<String>read(document, "$.openapi")).isEqualTo("3.1.0");
        assertThat(JsonPath.<String>read(document, "$.paths['/v1/series'].get.operationId"))
                .isEqualTo("getSeries");
        assertThat(RunningSink.body(
                        sink.http().get().uri("/swagger-ui/index.html").exchange()))
                .contains("swagger-ui-bundle.js");
    }
}
