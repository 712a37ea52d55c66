package io.groat.infra.checks;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages' scripts keep to {@link ScriptStyle}; and each of its rules finds what it is for. */
class ScriptStyleTest {

    /** A file that is written for a person has all in itself: no server gives it the rest. */
    private static final String ALONE = "report.html";

    private static final String SHARED = "infra/platform/web/src/main/resources/io/groat/web/page";

    @Test
    void everyScriptKeepsToTheStyle() throws IOException {
        assertThat(ours(".js"))
                .isNotEmpty()
                .allSatisfy(script -> assertThat(ScriptStyle.ofScript(read(script)))
                        .as("%s", script)
                        .isEmpty());
    }

    @Test
    void everyFrameKeepsToTheStyle() throws IOException {
        assertThat(ours(".html"))
                .isNotEmpty()
                .filteredOn(frame -> !frame.endsWith(ALONE))
                .allSatisfy(frame -> assertThat(ScriptStyle.ofFrame(read(frame)))
                        .as("%s", frame)
                        .isEmpty());
    }

    @Test
    void theModulesOfAPageFitTogether() throws IOException {
        Map<String, Map<String, String>> folders = modules();
        Map<String, String> shared = requireNonNull(folders.remove(SHARED));
        assertThat(folders).allSatisfy((folder, scripts) -> {
            Map<String, String> page = new HashMap<>(shared);
            page.putAll(scripts);
            assertThat(ScriptStyle.ofModules(page))
                    .as(folder)
                    .filteredOn(found -> !isIdleIn(shared, found))
                    .isEmpty();
        });
    }

    @Test
    void whatPagesShareIsImportedByOne() throws IOException {
        Map<String, Map<String, String>> folders = modules();
        Map<String, String> shared = requireNonNull(folders.remove(SHARED));
        Set<String> idle = new HashSet<>(ScriptStyle.ofModules(shared));
        folders.values().forEach(scripts -> {
            Map<String, String> page = new HashMap<>(shared);
            page.putAll(scripts);
            idle.retainAll(ScriptStyle.ofModules(page));
        });
        assertThat(idle).isEmpty();
    }

    /** Text by name, by folder. */
    private static Map<String, Map<String, String>> modules() throws IOException {
        return ours(".js").stream()
                .collect(groupingBy(
                        script -> Module.root().relativize(script.getParent()).toString(),
                        HashMap::new,
                        toMap(script -> String.valueOf(script.getFileName()), ScriptStyleTest::read)));
    }

    private static boolean isIdleIn(Map<String, String> modules, String found) {
        return found.endsWith(", which nobody imports") && modules.containsKey(found.substring(0, found.indexOf(' ')));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            var now = 1;                                    | var: say const or let
            for (var i = 0; i < 3; i++) {}                  | var: say const or let
            if (a == b) c();                                | loose comparison: say === or !==
            if (a != null) c();                             | loose comparison: say === or !==
            console.log(answer);                            | prints to the console
            debugger;                                       | left from debugging
            alert("here");                                  | left from debugging
            place.innerHTML = name;                         | text made into markup
            place.outerHTML += name;                        | text made into markup
            place.insertAdjacentHTML("beforeend", name);    | text made into markup
            document.write(name);                           | text made into markup
            new DOMParser().parseFromString(name, "x");     | text made into markup
            place.setHTMLUnsafe(name);                      | text made into markup
            eval(text);                                     | text made into code
            new Function(text)();                           | text made into code
            setTimeout("again()", 1000);                    | text made into code
            link.href = "javascript:go()";                  | text made into code
            button.onclick = go;                            | an event handler as a property: use addEventListener
            button.setAttribute("onclick", text);           | an event handler as a property: use addEventListener
            fetch("https://example.org/v1/reviews");        | an address of another origin
            new WebSocket("wss://example.org/");            | an address of another origin
            image.src = "//example.org/a.png";              | an address of another origin
            localStorage.setItem("token", token);           | kept beyond the tab
            document.cookie = "token=" + token;             | kept beyond the tab
            "use strict";                                   | says what every module has: strict
            """)
    void aScriptIsRefusedFor(String line, String rule) {
        assertThat(ScriptStyle.ofScript(line)).containsExactly("1: " + rule);
    }

    @Test
    void aScriptIsRefusedForTabsAndLength() {
        assertThat(ScriptStyle.ofScript("\tgo();")).containsExactly("1: a tab");
        assertThat(ScriptStyle.ofScript("a".repeat(ScriptStyle.LONGEST_LINE + 1)))
                .containsExactly("1: longer than 140 characters");
        assertThat(ScriptStyle.ofScript("go();\n".repeat(ScriptStyle.MOST_LINES + 1)))
                .containsExactly("has more than 300 lines");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            if (element.innerHTML !== next.innerHTML) element.replaceChildren(next); |
            const shown = a === b ? first : a !== c; |
            list.filter(one => one.from >= since && one.to <= until); |
            button.addEventListener("click", () => go()); |
            const draw = name => document.createElementNS("http://www.w3.org/2000/svg", name); |
            text.split(/(https?:\\/\\/[^\\s<>"]+)/); |
            // console.log(answer); var now; a == b |
            el("form", { class: "decide", onsubmit: event => event.preventDefault() }); |
            dialog.prompt(text); various = prompts; |
            """)
    void aScriptMay(String line) {
        assertThat(ScriptStyle.ofScript(line)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            <script src="/a.js"></script>                   | a script that is no module
            <script type="module">go();</script>            | a script in the frame
            <button onclick="go()">Go</button>              | an event handler in the frame
            <style>p { color: red }</style>                 | style in the frame
            <p style="color: red">Red</p>                   | style in the frame
            <script type="module" src="https://example.org/a.js"></script> | an address of another origin
            <a href="//example.org/">There</a>              | an address of another origin
            """)
    void aFrameIsRefusedFor(String line, String rule) {
        assertThat(ScriptStyle.ofFrame(line)).containsExactly("1: " + rule);
    }

    @Test
    void modulesAreRefusedFor() {
        assertThat(ScriptStyle.ofModules(Map.of(
                        "page.js", "import { a, b } from \"./a.js\";\nimport { x } from \"x\";\na(); x();",
                        "a.js", "import { c } from \"./c.js\";\nexport const a = () => c();\nexport function idle() {}",
                        "c.js", "import { a } from \"./a.js\";\nexport const c = () => a();")))
                .containsExactlyInAnyOrder(
                        "page.js imports b, which a.js does not export",
                        "page.js imports b and does not use it",
                        "page.js imports from x, which is not beside it",
                        "a.js exports idle, which nobody imports",
                        "a.js is in a circle of imports",
                        "c.js is in a circle of imports");
    }

    private static List<Path> ours(String ending) throws IOException {
        return StyleTest.textFilesIn(Module.root()).stream()
                .filter(file ->
                        file.toString().endsWith(ending) && file.toString().contains("/src/main/"))
                .toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
