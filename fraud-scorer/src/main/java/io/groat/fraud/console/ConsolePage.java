package io.groat.fraud.console;

import io.groat.web.http.PageFiles;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * The pages that analysts work with, of reviews and of models: frames, style and scripts, which hold nothing secret. What they
 * show they read by the same calls as any other client, with the token that the analyst gives them.
 */
final class ConsolePage {

    private static final List<String> SCRIPTS = List.of(
            "console.js",
            "stream.js",
            "state.js",
            "figures.js",
            "list.js",
            "case.js",
            "explanation.js",
            "sections.js",
            "decide.js",
            "words.js",
            "sign-in.js",
            "models.js",
            "model.js",
            "comparison.js",
            "drift.js",
            "curves.js");

    private static final List<String> SHARED = List.of("amounts.js", "api.js", "elements.js", "server-sent-events.js");

    public Routes routes() {
        PageFiles files = new PageFiles(ConsolePage.class);
        List<Route> routes = new ArrayList<>(List.of(
                files.file("/", "console.html", PageFiles.HTML),
                files.file("/models", "models.html", PageFiles.HTML),
                files.shared("/page.css", "page.css", PageFiles.STYLE),
                files.file("/console.css", "console.css", PageFiles.STYLE)));
        SHARED.forEach(name -> routes.add(files.sharedScript(name)));
        SCRIPTS.forEach(name -> routes.add(files.file("/" + name, name, PageFiles.SCRIPT)));
        return Routes.of(routes.toArray(Route[]::new));
    }
}
