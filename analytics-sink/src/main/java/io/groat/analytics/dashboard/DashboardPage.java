package io.groat.analytics.dashboard;

import io.groat.web.http.PageFiles;
import io.groat.web.http.Routes;

/**
 * The page: its frame, its script and style, and the library of charts. What it shows it reads by the same calls as any
 * other client, with the token that it is given.
 */
public final class DashboardPage {

    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    public Routes routes() {
        PageFiles files = new PageFiles(DashboardPage.class);
        return Routes.of(
                files.file("/", "dashboard.html", PageFiles.HTML),
                files.file("/dashboard.js", "dashboard.js", PageFiles.SCRIPT),
                files.file("/dashboard.css", "dashboard.css", PageFiles.STYLE),
                files.fixed("/charts-5.5.0.js", CHARTS, PageFiles.SCRIPT));
    }
}
