package io.groat.fraud.rule;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Rules as people write them:
 *
 * <pre>
 * thresholds: {review: 0.7, block: 0.95}
 * rules:
 *   - name: amount-linear
 *     code: AMOUNT
 *     text: "{payment.amount} in one payment"
 *     when: payment.amount &gt; 0        # may be left out
 *     weight: min(1, payment.amount / 10000)
 * </pre>
 */
final class RuleYaml {

    private static final int MAX_RULES = 200;
    private static final int MAX_TEXT = 64 * 1024;
    private static final int MAX_LINE = 1_000;
    private static final String NAME = "[a-z][a-z0-9-]{0,63}";
    private static final String CODE = "[A-Z][A-Z0-9_]{0,63}";

    private final Set<String> names = new HashSet<>();

    private RuleYaml() {}

    /** @throws RuleRefused when it can't be used, with line and field */
    static RuleSet parse(int version, String yaml) {
        if (yaml.length() > MAX_TEXT) {
            throw new RuleRefused("rules", 1, "longer than " + MAX_TEXT + " characters");
        }
        try {
            LoaderOptions options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            options.setNestingDepthLimit(10);
            Node root = new Yaml(options).compose(new StringReader(yaml));
            if (root == null) {
                throw new RuleRefused("rules", 1, "there is nothing");
            }
            return new RuleYaml().ruleSet(version, root);
        } catch (MarkedYAMLException malformed) {
            int line = malformed.getProblemMark() == null
                    ? 1
                    : malformed.getProblemMark().getLine() + 1;
            throw new RuleRefused("rules", line, String.valueOf(malformed.getProblem()));
        } catch (YAMLException malformed) {
            throw new RuleRefused("rules", 1, String.valueOf(malformed.getMessage()));
        }
    }

    private RuleSet ruleSet(int version, Node root) {
        Map<String, Node> fields = fields("", root, Set.of("thresholds", "rules"));
        Node thresholds = required("", root, fields, "thresholds");
        Map<String, Node> limits = fields("thresholds", thresholds, Set.of("review", "block"));
        double review = share(required("thresholds.", thresholds, limits, "review"), "thresholds.review");
        double block = share(required("thresholds.", thresholds, limits, "block"), "thresholds.block");
        if (review > block) {
            throw refused("thresholds.review", thresholds, "review has to be no more than block");
        }
        Node list = required("", root, fields, "rules");
        if (!(list instanceof SequenceNode sequence)) {
            throw refused("rules", list, "a list is expected");
        }
        if (sequence.getValue().size() > MAX_RULES) {
            throw refused("rules", list, "more than " + MAX_RULES + " rules");
        }
        List<Rule> rules = new ArrayList<>();
        for (Node one : sequence.getValue()) {
            rules.add(rule("rules[" + rules.size() + "]", one));
        }
        return new RuleSet(version, review, block, rules);
    }

    private Rule rule(String path, Node node) {
        Map<String, Node> fields = fields(path, node, Set.of("name", "code", "text", "when", "weight"));
        String in = path + ".";
        Node nameNode = required(in, node, fields, "name");
        String name = text(nameNode, in + "name");
        require(name.matches(NAME), in + "name", nameNode, "small letters, digits and hyphens are expected");
        require(names.add(name), in + "name", nameNode, "\"" + name + "\" stands there twice");
        Node codeNode = required(in, node, fields, "code");
        String code = text(codeNode, in + "code");
        require(code.matches(CODE), in + "code", codeNode, "capitals, digits and underscores are expected");
        Node textNode = required(in, node, fields, "text");
        String text = text(textNode, in + "text");
        String unknown = Rule.unknownPlaceholder(text);
        require(unknown == null, in + "text", textNode, "there is no feature \"" + unknown + "\"");
        Node when = fields.get("when");
        Node weight = required(in, node, fields, "weight");
        return new Rule(
                name,
                code,
                text,
                when == null ? features -> 1 : expression(when, in + "when", true),
                expression(weight, in + "weight", false));
    }

    private static Expression expression(Node node, String field, boolean condition) {
        String text = text(node, field);
        try {
            return condition ? ExpressionParser.condition(text) : ExpressionParser.number(text);
        } catch (Tokens.Malformed malformed) {
            throw refused(
                    field, node, malformed.getMessage() + ", at character " + (malformed.column() + 1) + " of " + text);
        }
    }

    private static double share(Node node, String field) {
        try {
            double share = Double.parseDouble(text(node, field));
            require(share >= 0 && share <= 1, field, node, "a number from 0 to 1 is expected");
            return share;
        } catch (NumberFormatException notANumber) {
            throw refused(field, node, "a number from 0 to 1 is expected");
        }
    }

    private static String text(Node node, String field) {
        if (node instanceof ScalarNode scalar
                && !scalar.getValue().isBlank()
                && scalar.getValue().length() <= MAX_LINE) {
            return scalar.getValue();
        }
        throw refused(field, node, "a text of at most " + MAX_LINE + " characters is expected");
    }

    private static Map<String, Node> fields(String path, Node node, Set<String> known) {
        if (!(node instanceof MappingNode mapping)) {
            throw refused(path.isEmpty() ? "rules" : path, node, "fields are expected: " + String.join(", ", known));
        }
        Map<String, Node> fields = new HashMap<>();
        for (NodeTuple field : mapping.getValue()) {
            String name = field.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?";
            String full = path.isEmpty() ? name : path + "." + name;
            require(
                    known.contains(name),
                    full,
                    field.getKeyNode(),
                    "\"" + name + "\" is not a field that is known here");
            require(
                    fields.put(name, field.getValueNode()) == null,
                    full,
                    field.getKeyNode(),
                    "\"" + name + "\" stands there twice");
        }
        return fields;
    }

    private static Node required(String in, Node parent, Map<String, Node> fields, String name) {
        Node found = fields.get(name);
        if (found == null) {
            throw refused(in + name, parent, "\"" + name + "\" is missing");
        }
        return found;
    }

    private static void require(boolean holds, String field, Node node, String message) {
        if (!holds) {
            throw refused(field, node, message);
        }
    }

    private static RuleRefused refused(String field, @Nullable Node node, String message) {
        return new RuleRefused(field, node == null ? 1 : node.getStartMark().getLine() + 1, message);
    }
}
