package io.groat.analytics.dashboard;

import io.groat.web.http.PageFiles;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * The page: its frame, its script and style, and the library of charts. What it shows it reads by the same calls as any
 * other client, with the token that it is given.
 */
final class DashboardPage {

    private static final String CHARTS = "/META-INF/resources/webjars/echarts/5.5.0/echarts.min.js";

    private static final List<String> SCRIPTS =
            List.of("dashboard.js", "words.js", "stream.js", "figures.js", "gateways.js", "charts.js", "system.js");

    public Routes routes() {
        PageFiles files = new PageFiles(DashboardPage.class);
        List<Route> routes = new ArrayList<>(List.of(
                files.file("/", "dashboard.html", PageFiles.HTML),
                files.file("/dashboard.css", "dashboard.css", PageFiles.STYLE),
                files.fixed("/charts-5.5.0.js", CHARTS, PageFiles.SCRIPT),
                files.sharedScript("server-sent-events.js")));
        SCRIPTS.forEach(name -> routes.add(files.file("/" + name, name, PageFiles.SCRIPT)));
        return Routes.of(routes.toArray(Route[]::new));
    }
}
