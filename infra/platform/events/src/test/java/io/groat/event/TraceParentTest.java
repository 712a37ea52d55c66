package io.groat.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MDC;

class TraceParentTest {

    private static final String TEXT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    /** {@code T} stands for a trace's id, {@code P} for a parent's; an empty right side for none. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "", textBlock = """
            00-T-P-01                | 00-T-P-01
            00-T-P-00                | 00-T-P-00
            00-T-P-03                | 00-T-P-03
            00-T-P-ff                | 00-T-P-03
            00-T-P-04                | 00-T-P-00
            01-T-P-01                | 00-T-P-01
            cc-T-P-09-more           | 00-T-P-01
            01-T-P-01more            |
            ff-T-P-01                |
            00-T-P-01-more           |
            00-T-P-0                 |
            00-T-P                   |
            00-T-P-0g                |
            00-T-P-0A                |
            0g-T-P-01                |
            00_T-P-01                |
            00-P-P-01                |
            00-T-T-01                |
            00-00000000000000000000000000000000-P-01 |
            00-T-0000000000000000-01 |
            nonsense                 |
            """)
    void aHeaderNamesATraceOrNone(String header, String expected) {
        TraceParent found = TraceParent.find(filled(header));

        assertThat(found == null ? null : found.text()).isEqualTo(expected == null ? null : filled(expected));
    }

    @Test
    void noHeaderNamesNone() {
        assertThat(TraceParent.find(null)).isNull();
        assertThat(TraceParent.find("")).isNull();
        assertThat(TraceParent.find(TEXT.toUpperCase(Locale.ROOT))).isNull();
    }

    @Test
    void itTellsItsParts() {
        TraceParent trace = new TraceParent(TEXT);

        assertThat(trace.traceId()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(trace.parentId()).isEqualTo("b7ad6b7169203331");
        assertThat(trace.isSampled()).isTrue();
        assertThat(TraceParent.of(trace.traceId(), trace.parentId(), true)).isEqualTo(trace);
    }

    @Test
    void oneThatBeginsHereIsWellFormedAndNotSampled() {
        TraceParent begun = TraceParent.begin();

        assertThat(TraceParent.find(begun.text())).isEqualTo(begun);
        assertThat(begun.isSampled()).isFalse();
        assertThat(TraceParent.begin()).isNotEqualTo(begun);
    }

    @Test
    void nothingElseIsMadeOne() {
        assertThatThrownBy(() -> new TraceParent("01" + TEXT.substring(2)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TraceParent(TEXT + "-x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLogLineAboutATraceHasItsIdAndTheNextHasNot() {
        StringBuilder seen = new StringBuilder();

        TraceLog.about(new TraceParent(TEXT), () -> seen.append(MDC.get(TraceLog.KEY)));

        assertThat(seen).hasToString("0af7651916cd43dd8448eb211c80319c");
        assertThat(MDC.get(TraceLog.KEY)).isNull();
    }

    private static String filled(String form) {
        return form.replace("T", "0af7651916cd43dd8448eb211c80319c").replace("P", "b7ad6b7169203331");
    }
}
