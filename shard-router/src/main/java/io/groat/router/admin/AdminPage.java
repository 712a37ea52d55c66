package io.groat.router.admin;

import io.groat.web.http.PageFiles;
import io.groat.web.http.Route;
import io.groat.web.http.Routes;
import java.util.ArrayList;
import java.util.List;

/**
 * The page that operators and admins work with: its frame, style and scripts, which hold nothing secret. What it shows
 * and does, it shows and does by the same calls as any other client, with the token of whoever signed in.
 */
final class AdminPage {

    private static final String AT = "/admin";
    private static final List<String> SHARED = List.of("amounts.js", "api.js", "elements.js");
    private static final List<String> SCRIPTS = List.of(
            "admin.js",
            "beneficiaries.js",
            "cases.js",
            "claim.js",
            "decisions.js",
            "destinations.js",
            "dialog.js",
            "disputes.js",
            "editor.js",
            "holds.js",
            "list.js",
            "me.js",
            "orders.js",
            "parts.js",
            "payouts.js",
            "place.js",
            "preview.js",
            "reasons.js",
            "refunds.js",
            "rule-words.js",
            "rules.js",
            "settled.js",
            "settlement-rows.js",
            "settlements.js",
            "sign-in.js",
            "transfers.js",
            "transit.js",
            "upload.js",
            "users.js",
            "wallets.js");

    public Routes routes() {
        PageFiles files = new PageFiles(AdminPage.class);
        List<Route> routes = new ArrayList<>(List.of(
                files.file(AT, "admin.html", PageFiles.HTML),
                files.shared(AT + "/page.css", "page.css", PageFiles.STYLE),
                files.file(AT + "/admin.css", "admin.css", PageFiles.STYLE)));
        SHARED.forEach(name -> routes.add(files.shared(AT + "/" + name, name, PageFiles.SCRIPT)));
        SCRIPTS.forEach(name -> routes.add(files.file(AT + "/" + name, name, PageFiles.SCRIPT)));
        return Routes.of(routes.toArray(Route[]::new));
    }
}
