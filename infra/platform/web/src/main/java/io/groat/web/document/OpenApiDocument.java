package io.groat.web.document;

import io.groat.event.Json;
import io.groat.web.access.Role;
import io.groat.web.http.Content;
import io.groat.web.http.Description;
import io.groat.web.http.HeaderField;
import io.groat.web.http.Outcome;
import io.groat.web.http.Query;
import io.groat.web.http.Route;
import io.groat.web.problem.ProblemCode;
import io.groat.web.problem.WebProblem;
import io.groat.web.shape.Schemas;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Describes routes as an OpenAPI 3.1 document.
 *
 * @see <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a>
 */
public final class OpenApiDocument {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String PROBLEM = "Problem";
    private static final String BEARER = "bearer";
    /** Who may make a call, for programs; none for everyone. */
    private static final String ROLES = "x-roles";

    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]+)}");

    private final ApiInfo info;
    private final Schemas answers = Schemas.ofAnswers();
    private final Schemas requests = answers.ofRequests();
    private final Map<String, ObjectNode> examples = new TreeMap<>();

    private OpenApiDocument(ApiInfo info) {
        this.info = info;
    }

    /** The whole document. */
    public static ObjectNode of(ApiInfo info, List<Route> routes) {
        return new OpenApiDocument(info).whole(routes);
    }

    private ObjectNode whole(List<Route> routes) {
        ObjectNode document = NODES.objectNode().put("openapi", "3.1.0");
        document.putObject("info")
                .put("title", info.title())
                .put("version", "1")
                .put("summary", info.summary())
                .put("description", info.description());
        document.putArray("servers").addObject().put("url", "/").put("description", "The service that is asked");
        ArrayNode tags = document.putArray("tags");
        info.groups()
                .forEach((name, about) -> tags.addObject().put("name", name).put("description", about));
        ObjectNode paths = document.putObject("paths");
        List<Route> described = routes.stream()
                .sorted(Comparator.comparing(Route::pattern)
                        .thenComparing(route -> route.method().name()))
                .toList();
        described.forEach(route -> {
            JsonNode path = paths.get(route.pattern());
            ObjectNode calls = path instanceof ObjectNode known ? known : paths.putObject(route.pattern());
            calls.set(route.method().name().toLowerCase(Locale.ROOT), operation(route));
        });
        document.set("components", components());
        return document;
    }

    private ObjectNode components() {
        ObjectNode components = NODES.objectNode();
        ObjectNode schemas = components.putObject("schemas");
        schemas.set(PROBLEM, problem());
        answers.all().forEach(schemas::set);
        ObjectNode named = components.putObject("examples");
        examples.forEach(named::set);
        components
                .putObject("securitySchemes")
                .putObject(BEARER)
                .put("type", "http")
                .put("scheme", BEARER)
                .put("description", "An access token (JWT), or an API key `groat_…`");
        return components;
    }

    private ObjectNode problem() {
        ObjectNode schema = NODES.objectNode()
                .put("description", "A problem document (RFC 9457)")
                .put("type", "object");
        schema.putArray("required").add("type").add("title").add("status").add("code");
        ObjectNode members = schema.putObject("properties");
        member(members, "type", "The kind of problem").put("format", "uri");
        member(members, "title", "The broken rule, the same for every occurrence");
        members.putObject("status").put("type", "integer").put("format", "int32");
        member(members, "detail", "What about it, for a person to read");
        member(members, "instance", "The path that was asked");
        ArrayNode codes =
                member(members, "code", "Which rule was broken; stable").putArray("enum");
        Arrays.stream(WebProblem.values()).map(WebProblem::name).forEach(codes::add);
        info.codes().forEach(code -> codes.add(code.name()));
        member(members, "field", "The field or parameter at fault");
        member(members, "traceId", "The id of the request's trace, in the service's log as well");
        info.problemMembers().forEach((name, doc) -> member(members, name, doc));
        info.problemNumbers().forEach((name, doc) -> {
            ArrayNode kinds = members.putObject(name).put("description", doc).putArray("anyOf");
            kinds.addObject().put("type", "integer").put("format", "int64");
            kinds.addObject().put("type", "string").put("pattern", "^-?[0-9]+$");
        });
        return schema;
    }

    private static ObjectNode member(ObjectNode members, String name, String doc) {
        return members.putObject(name).put("type", "string").put("description", doc);
    }

    private ObjectNode operation(Route route) {
        Description about = route.description();
        ObjectNode call = NODES.objectNode();
        call.putArray("tags").add(about.group());
        call.put("operationId", about.operation());
        call.put("summary", about.summary());
        call.put("description", about.details().isEmpty() ? who(route) : about.details() + "\n\n" + who(route));
        ArrayNode security = call.putArray("security");
        if (!route.access().isPublic()) {
            security.addObject().putArray(BEARER);
        }
        ArrayNode roles = call.putArray(ROLES);
        route.access().roles().stream().sorted().map(Role::text).forEach(roles::add);
        addParameters(call, route);
        Content takes = about.takes();
        if (takes != null) {
            ObjectNode body = call.putObject("requestBody").put("required", takes.required());
            body.set("content", media(List.of(takes), requests));
        }
        ObjectNode responses = call.putObject("responses");
        about.gives().forEach(outcome -> responses.set(Integer.toString(outcome.status()), answer(outcome)));
        RouteProblems.of(route).forEach((status, codes) -> refuse(responses, status, codes));
        return call;
    }

    private static String who(Route route) {
        if (route.access().isPublic()) {
            return "For everyone.";
        }
        return "For "
                + String.join(
                        ", ",
                        route.access().roles().stream().sorted().map(Role::text).toList())
                + (route.access().scope() == null
                        ? "."
                        : "; a token or key held to scopes needs `"
                                + route.access().scope().text() + "`.");
    }

    private static void addParameters(ObjectNode call, Route route) {
        ArrayNode parameters = NODES.arrayNode();
        VARIABLE.matcher(route.pattern()).results().map(found -> found.group(1)).forEach(name -> {
            ObjectNode parameter = parameter(
                    parameters, name, "path", route.description().path().getOrDefault(name, ""), true);
            parameter.putObject("schema").put("type", "string");
        });
        for (Query<?> query : route.description().queries()) {
            parameter(parameters, query.name(), "query", query.doc(), query.required())
                    .set("schema", query.schema().deepCopy());
        }
        for (HeaderField header : route.description().headers()) {
            parameter(parameters, header.name(), "header", header.doc(), header.required())
                    .putObject("schema")
                    .put("type", "string");
        }
        if (!parameters.isEmpty()) {
            call.set("parameters", parameters);
        }
    }

    private static ObjectNode parameter(ArrayNode all, String name, String in, String doc, boolean required) {
        ObjectNode parameter = all.addObject().put("name", name).put("in", in).put("description", doc);
        return required ? parameter.put("required", true) : parameter;
    }

    private ObjectNode answer(Outcome outcome) {
        ObjectNode answer = NODES.objectNode().put("description", outcome.doc());
        addHeaders(answer, outcome.headers());
        if (!outcome.contents().isEmpty()) {
            answer.set("content", media(outcome.contents(), answers));
        }
        return answer;
    }

    private static void addHeaders(ObjectNode answer, List<HeaderField> headers) {
        if (!headers.isEmpty()) {
            ObjectNode all = answer.putObject("headers");
            headers.forEach(header -> all.putObject(header.name())
                    .put("description", header.doc())
                    .putObject("schema")
                    .put("type", "string"));
        }
    }

    private static ObjectNode media(List<Content> contents, Schemas schemas) {
        ObjectNode all = NODES.objectNode();
        for (Content content : contents) {
            ObjectNode one = all.putObject(
                    content.type().getType() + "/" + content.type().getSubtype());
            one.set("schema", schema(content, schemas));
            JsonNode example = example(content, schemas);
            if (example != null) {
                one.set("example", example);
            }
        }
        return all;
    }

    private static ObjectNode schema(Content content, Schemas schemas) {
        Class<?> of = content.of();
        if (of == null) {
            return NODES.objectNode().put("type", "string");
        }
        return switch (content.form()) {
            case LIST -> list(schemas.reference(of));
            case PAGE -> page(schemas.reference(of));
            default -> schemas.reference(of);
        };
    }

    private static ObjectNode list(ObjectNode item) {
        ObjectNode list = NODES.objectNode().put("type", "array");
        list.set("items", item);
        return list;
    }

    private static ObjectNode page(ObjectNode item) {
        ObjectNode page = NODES.objectNode().put("type", "object");
        page.putArray("required").add("items").add("next");
        ObjectNode members = page.putObject("properties");
        members.set("items", list(item));
        members.putObject("next")
                .put("description", "The cursor of the next page; null on the last")
                .putArray("type")
                .add("string")
                .add("null");
        return page;
    }

    private static @Nullable JsonNode example(Content content, Schemas schemas) {
        Class<?> of = content.of();
        if (of == null) {
            return null;
        }
        // As text, so that what is shown is what a reader of the document gets.
        ObjectNode shown = schemas.example(of);
        content.shown().forEach(shown::put);
        JsonNode one = Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(shown));
        return switch (content.form()) {
            case LIST -> NODES.arrayNode().add(one);
            case PAGE -> {
                ObjectNode page = NODES.objectNode();
                page.putArray("items").add(one);
                yield page.putNull("next");
            }
            default -> one;
        };
    }

    private void refuse(ObjectNode responses, int status, List<ProblemCode> codes) {
        JsonNode given = responses.get(Integer.toString(status));
        ObjectNode answer = given instanceof ObjectNode known ? known : NODES.objectNode();
        String said =
                codes.stream().map(code -> code.name() + ": " + code.title()).collect(Collectors.joining("; "));
        answer.put(
                "description", given == null ? said : given.path("description").asString() + "; or " + said);
        if (status == 429 || status == 503) {
            addHeaders(answer, List.of(HeaderField.RETRY_AFTER));
        }
        ObjectNode contents = answer.get("content") instanceof ObjectNode some ? some : answer.putObject("content");
        ObjectNode media = contents.putObject("application/problem+json");
        media.putObject("schema").put("$ref", "#/components/schemas/" + PROBLEM);
        ObjectNode named = media.putObject("examples");
        codes.forEach(code -> {
            examples.computeIfAbsent(code.name(), name -> example(code));
            named.putObject(code.name()).put("$ref", "#/components/examples/" + code.name());
        });
        responses.set(Integer.toString(status), answer);
    }

    private static ObjectNode example(ProblemCode code) {
        ObjectNode example = NODES.objectNode().put("summary", code.title());
        example.putObject("value")
                .put("type", code.type())
                .put("title", code.title())
                .put("status", code.status())
                .put("code", code.name());
        return example;
    }
}
