package io.groat.fraud.console;

import io.groat.web.http.PageFiles;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * The page that analysts work with: its frame, style and scripts, which hold nothing secret. What it shows it reads by the
 * same calls as any other client, with the token that the analyst gives it.
 */
final class ConsolePage {

    private static final List<String> SCRIPTS = List.of(
            "console.js",
            "api.js",
            "stream.js",
            "state.js",
            "figures.js",
            "list.js",
            "case.js",
            "sections.js",
            "decide.js",
            "elements.js",
            "words.js");

    public Routes routes() {
        PageFiles files = new PageFiles(ConsolePage.class);
        List<Route> routes = new ArrayList<>(List.of(
                files.file("/", "console.html", PageFiles.HTML),
                files.file("/console.css", "console.css", PageFiles.STYLE),
                files.sharedScript("server-sent-events.js")));
        SCRIPTS.forEach(name -> routes.add(files.file("/" + name, name, PageFiles.SCRIPT)));
        return Routes.of(routes.toArray(Route[]::new));
    }
}
