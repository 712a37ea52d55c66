package io.groat.infra.training.report;

import io.groat.infra.training.measure.Ranking;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** A report as a page of its own, with curves; it asks nothing of any other place. */
public final class PageReport {

    private static final String PLACE = "<script type=\"application/json\" id=\"data\">{}";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What the page draws. */
    record Data(Report report, List<String> names, Map<String, List<Ranking.Point>> curves) {

        Data {
            names = List.copyOf(names);
            curves = Map.copyOf(curves);
        }
    }

    private PageReport() {}

    /** The page. */
    public static String html(Report report, Report.Curves curves) throws IOException {
        try (InputStream in = PageReport.class.getResourceAsStream("report.html")) {
            if (in == null) {
                throw new IllegalStateException("there is no report.html");
            }
            String page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String data = JSON.writeValueAsString(new Data(report, TextReport.names(report), curves.byContender()));
            // Names come from files: none may end the element that they stand in.
            return page.replace(PLACE, PLACE.substring(0, PLACE.length() - 2) + data.replace("<", "\\u003c"));
        }
    }
}
