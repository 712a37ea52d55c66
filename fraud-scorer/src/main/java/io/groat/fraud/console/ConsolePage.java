package io.groat.fraud.console;

import io.groat.web.http.PageFiles;
import io.groat.web.http.Routes;

/**
 * The page that analysts work with: three files, which hold nothing secret. What it shows it reads by the same calls as
 * any other client, with the token that the analyst gives it.
 */
public final class ConsolePage {

    public Routes routes() {
        PageFiles files = new PageFiles(ConsolePage.class);
        return Routes.of(
                files.file("/", "console.html", PageFiles.HTML),
                files.file("/console.js", "console.js", PageFiles.SCRIPT),
                files.file("/console.css", "console.css", PageFiles.STYLE));
    }
}
