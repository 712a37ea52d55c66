package io.groat.infra.checks;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The style of the pages' scripts and frames, by their text alone: the build needs no Node for it. Where a pattern can't
 * know (a name that is not declared), the tests in a browser fail on the page's error.
 */
final class ScriptStyle {

    static final int MOST_LINES = 300;
    static final int LONGEST_LINE = 140;

    /** What no line of a script may have, by the reason. Patterns begin and end at words, so prose does not hit them. */
    private static final Map<String, Pattern> FORBIDDEN = new TreeMap<>(Map.ofEntries(
            rule("a tab", "\\t"),
            rule("var: say const or let", "(?:^|[;({])\\s*var\\s+[\\w$\\[{]"),
            rule("loose comparison: say === or !==", "[^=!<>]==[^=]|!=[^=]"),
            rule("prints to the console", "\\bconsole\\s*\\.\\s*\\w+\\s*\\("),
            rule("left from debugging", "^\\s*debugger\\b|(?<![.\\w])(?:alert|confirm|prompt)\\s*\\("),
            rule(
                    "text made into markup",
                    "\\.(?:inner|outer)HTML\\s*\\+?=(?!=)|\\binsertAdjacentHTML\\b|\\bdocument\\.write(?:ln)?\\b"
                            + "|\\bcreateContextualFragment\\b|\\bDOMParser\\b|\\bset\\w*HTML\\w*\\s*\\("),
            rule(
                    "text made into code",
                    "(?<![.\\w])eval\\s*\\(|\\bnew\\s+Function\\b|\\bset(?:Timeout|Interval)\\s*\\(\\s*[\"'`]|javascript:"),
            rule(
                    "an event handler as a property: use addEventListener",
                    "\\.on[a-z]+\\s*=(?![=>])|\\bsetAttribute\\s*\\(\\s*[\"'`]on"),
            rule(
                    "an address of another origin",
                    "[\"'`](?:(?:https?|wss?):)?//(?!www\\.w3\\.org/(?:2000/svg|1999/xhtml)[\"'`])\\w"),
            rule("kept beyond the tab", "\\blocalStorage\\b|\\bindexedDB\\b|\\bdocument\\.cookie\\b"),
            rule("says what every module has: strict", "^\\s*[\"']use strict[\"']")));

    /** The same of a page's frame. */
    private static final Map<String, Pattern> FORBIDDEN_IN_FRAMES = new TreeMap<>(Map.ofEntries(
            rule("a tab", "\\t"),
            rule("a script that is no module", "<script(?![^>]*\\stype=\"module\")(?![^>]*\\sdefer\\b)[^>]*>"),
            rule("a script in the frame", "<script(?![^>]*\\ssrc=)[^>]*>"),
            rule("an event handler in the frame", "<[^>]*\\son[a-z]+\\s*="),
            rule("style in the frame", "<style\\b|<[^>]*\\sstyle\\s*="),
            rule("an address of another origin", "\\s(?:src|href|action)\\s*=\\s*[\"']?(?:(?:https?|wss?):)?//")));

    private static final Pattern IMPORT =
            Pattern.compile("^import\\s+(?:\\{([^}]*)\\}\\s+from\\s+)?\"([^\"]+)\";", Pattern.MULTILINE);
    private static final Pattern EXPORT = Pattern.compile(
            "^export\\s+(?:async\\s+)?(?:const|let|function\\*?|class)\\s+([\\w$]+)", Pattern.MULTILINE);
    private static final Pattern COMMENT = Pattern.compile("^\\s*(?://|/\\*|\\*)");

    private ScriptStyle() {}

    private static Map.Entry<String, Pattern> rule(String name, String pattern) {
        return Map.entry(name, Pattern.compile(pattern));
    }

    /** What one script has that it should not: its line and why. */
    static List<String> ofScript(String text) {
        List<String> found = offences(text, FORBIDDEN);
        List<String> lines = text.lines().toList();
        if (lines.size() > MOST_LINES) {
            found.add("has more than " + MOST_LINES + " lines");
        }
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length() > LONGEST_LINE) {
                found.add((i + 1) + ": longer than " + LONGEST_LINE + " characters");
            }
        }
        return found;
    }

    static List<String> ofFrame(String text) {
        return offences(text, FORBIDDEN_IN_FRAMES);
    }

    /**
     * What is wrong between the modules of one page: an import of what is not there, one that is not used, one from
     * elsewhere, an export that nobody imports, a circle.
     *
     * @param modules each one's text by its file's name
     */
    static List<String> ofModules(Map<String, String> modules) {
        List<String> found = new ArrayList<>();
        Map<String, Set<String>> arrows = new TreeMap<>();
        Map<String, Set<String>> exports = new HashMap<>();
        Map<String, Set<String>> wanted = new HashMap<>();
        modules.forEach((name, text) -> exports.put(name, exports(text)));
        new TreeMap<>(modules).forEach((name, text) -> {
            Set<String> others = arrows.computeIfAbsent(name, none -> new HashSet<>());
            for (MatchResult each : IMPORT.matcher(text).results().toList()) {
                String from = each.group(2);
                String other = from.startsWith("./") ? from.substring(2) : from;
                if (!from.startsWith("./") || !modules.containsKey(other)) {
                    found.add(name + " imports from " + from + ", which is not beside it");
                    continue;
                }
                others.add(other);
                for (String imported : names(each.group(1))) {
                    wanted.computeIfAbsent(other, none -> new HashSet<>()).add(imported);
                    if (!exports.getOrDefault(other, Set.of()).contains(imported)) {
                        found.add(name + " imports " + imported + ", which " + other + " does not export");
                    }
                    if (!uses(IMPORT.matcher(text).replaceAll(""), imported)) {
                        found.add(name + " imports " + imported + " and does not use it");
                    }
                }
            }
        });
        new TreeMap<>(exports)
                .forEach((name, all) -> all.stream()
                        .filter(one -> !wanted.getOrDefault(name, Set.of()).contains(one))
                        .forEach(one -> found.add(name + " exports " + one + ", which nobody imports")));
        for (String name : arrows.keySet()) {
            if (reaches(name, name, arrows, new HashSet<>())) {
                found.add(name + " is in a circle of imports");
            }
        }
        return found;
    }

    private static List<String> offences(String text, Map<String, Pattern> rules) {
        List<String> found = new ArrayList<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            int number = i + 1;
            if (!COMMENT.matcher(line).find()) {
                rules.forEach((name, pattern) -> {
                    if (pattern.matcher(line).find()) {
                        found.add(number + ": " + name);
                    }
                });
            }
        }
        return found;
    }

    private static Set<String> exports(String text) {
        return EXPORT.matcher(text).results().map(found -> found.group(1)).collect(toSet());
    }

    private static List<String> names(@Nullable String list) {
        return list == null
                ? List.of()
                : Pattern.compile(",")
                        .splitAsStream(list)
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .toList();
    }

    /** Not as a property; what is spread by three dots is used. */
    private static boolean uses(String text, String name) {
        return Pattern.compile("(?<![\\w$])(?<!(?<!\\.\\.)\\.)" + Pattern.quote(name) + "(?![\\w$])")
                .matcher(text)
                .find();
    }

    private static boolean reaches(String from, String to, Map<String, Set<String>> arrows, Set<String> seen) {
        return arrows.getOrDefault(from, Set.of()).stream()
                .anyMatch(next -> next.equals(to) || (seen.add(next) && reaches(next, to, arrows, seen)));
    }
}
