package io.groat.web.http;

import io.groat.web.json.JsonBody;
import io.groat.web.problem.Problem;
import io.groat.web.problem.WebProblem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Gives those refusals their problem document that are made before any of our other code has the request: of what the
 * server can't read as a request at all, of an address that is no URI, which it would answer with the bare status, and
 * {@linkplain EarlyRefusal early ones}.
 */
public final class BareRefusals implements NettyServerCustomizer {

    private static final String HANDLER = "groat.bareRefusals";
    private static final String HANDSHAKE = "groat.handshakeEnd";
    private static final int FIRST_REFUSAL = 400;
    private static final int USUAL_SIZE = 256;

    /** An early refusal passes over the body, and answers after it: what is longer, or of unknown length, is let in. */
    private static final int LONGEST_BODY = 16 * 1024;

    /** The server's own watch over idle connections sees nothing of what is refused early: so one in a while is not. */
    private static final Duration LONGEST_UNSEEN = Duration.ofSeconds(20);

    private final Problems problems;
    private final List<EarlyRefusal> early;

    public BareRefusals(Problems problems, List<EarlyRefusal> early) {
        this.problems = problems;
        this.early = List.copyOf(early);
    }

    @Override
    public HttpServer apply(HttpServer server) {
        return server.mapHandle((answered, connection) -> answered.then(Mono.defer(() -> complete(connection))))
                .doOnChannelInit((observer, channel, remote) -> watch(channel.pipeline()));
    }

    /** Of a request that could be read: what has been answered with nothing but a status. */
    private Mono<Void> complete(Connection connection) {
        if (!(connection instanceof HttpServerResponse response) || response.hasSentHeaders() || isHead(connection)) {
            return Mono.empty();
        }
        Problem problem = problem(response.status());
        if (problem == null) {
            return Mono.empty();
        }
        byte[] body = body(problem, null);
        // What was there may have been told of already, such as the length of a file.
        return response.status(problem.status())
                .header(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(body.length))
                .sendByteArray(Mono.just(body))
                .then();
    }

    /** Its answer has no body, and has told the length of GET's. */
    private static boolean isHead(Connection connection) {
        return connection instanceof HttpServerRequest request && HttpMethod.HEAD.equals(request.method());
    }

    /** Of one that could not. With TLS it is not known before the handshake's end which HTTP will be spoken. */
    private void watch(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.H2OrHttp11Codec) != null) {
            pipeline.addAfter(NettyPipeline.H2OrHttp11Codec, HANDSHAKE, new HandshakeEnd());
        } else {
            lookFirst(pipeline);
        }
    }

    private void lookFirst(ChannelPipeline pipeline) {
        if (pipeline.get(NettyPipeline.HttpTrafficHandler) != null) {
            pipeline.addBefore(NettyPipeline.HttpTrafficHandler, HANDLER, new FirstLook());
        }
    }

    /** The first to hear of the handshake's end when the server has laid out what follows it. */
    private final class HandshakeEnd extends ChannelInboundHandlerAdapter {

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            context.fireUserEventTriggered(event);
            if (event instanceof SslHandshakeCompletionEvent) {
                lookFirst(context.pipeline());
                context.pipeline().remove(this);
            }
        }
    }

    /**
     * Answers what is refused early and what can't be read, between the codec and the server. The latter the server
     * would answer, too, but not when its own last step of the answer before is still to come: then it forgets that
     * request. While other requests are under way it is left to the server, which keeps their answers in order.
     */
    private final class FirstLook extends ChannelDuplexHandler {

        private int underWay;
        private boolean refused;
        private long seenAt = System.nanoTime();
        private @Nullable FullHttpResponse afterBody;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (refused) {
                ReferenceCountUtil.release(message);
                return;
            }
            FullHttpResponse waiting = afterBody;
            if (waiting != null && message instanceof HttpContent) {
                boolean last = message instanceof LastHttpContent;
                ReferenceCountUtil.release(message);
                if (last) {
                    afterBody = null;
                    ChannelFuture sent = context.writeAndFlush(waiting);
                    if (!HttpUtil.isKeepAlive(waiting)) {
                        sent.addListener(ChannelFutureListener.CLOSE);
                        return;
                    }
                }
                // The server reads on as it gets on with what it has: this it never had.
                context.read();
                return;
            }
            if (message instanceof HttpRequest request) {
                boolean unreadable = request.decoderResult().isFailure();
                if (underWay == 0 && (unreadable || isWithoutOneHost(request))) {
                    refused = true;
                    HttpResponseStatus status =
                            unreadable ? status(request.decoderResult().cause()) : HttpResponseStatus.BAD_REQUEST;
                    ReferenceCountUtil.release(message);
                    context.writeAndFlush(told(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status)))
                            .addListener(ChannelFutureListener.CLOSE);
                    return;
                }
                FullHttpResponse refusal = underWay == 0 ? refusal(request) : null;
                if (refusal != null) {
                    afterBody = refusal;
                    context.read();
                    return;
                }
                seenAt = System.nanoTime();
                underWay++;
            }
            context.fireChannelRead(message);
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            Object sent = message instanceof FullHttpResponse bare && isUnreadable(bare) ? told(bare) : message;
            boolean informational = sent instanceof HttpResponse response
                    && response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            if (sent instanceof LastHttpContent && !informational) {
                underWay = Math.max(0, underWay - 1);
            }
            ChannelFuture unused = context.write(sent, promise);
        }

        /** After such a refusal the server closes the connection, for it does not know where the next request begins. */
        private static boolean isUnreadable(FullHttpResponse bare) {
            return bare.status().code() >= FIRST_REFUSAL
                    && !bare.content().isReadable()
                    && bare.headers().contains(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true)
                    && bare.headers().contains(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO, true);
        }

        private FullHttpResponse told(FullHttpResponse bare) {
            Problem problem = Objects.requireNonNull(problem(bare.status()));
            FullHttpResponse told = answer(problem, null);
            told.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            ReferenceCountUtil.release(bare);
            return told;
        }

        private @Nullable FullHttpResponse refusal(HttpRequest request) {
            if (System.nanoTime() - seenAt > LONGEST_UNSEEN.toNanos() || !isPlain(request)) {
                return null;
            }
            for (EarlyRefusal one : early) {
                EarlyRefusal.Refusal refusal = one.of(request);
                if (refusal != null) {
                    problems.count(refusal.problem());
                    FullHttpResponse answer = answer(refusal.problem(), path(request));
                    refusal.headers().forEach(answer.headers()::set);
                    DataHeaders.set(answer.headers()::set);
                    HttpUtil.setKeepAlive(answer, HttpUtil.isKeepAlive(request));
                    return answer;
                }
            }
            return null;
        }

        /** Whoever asks first whether to send a body is let in, and told by those who know. */
        private static boolean isPlain(HttpRequest request) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                    && !HttpUtil.isTransferEncodingChunked(request)
                    && !HttpUtil.is100ContinueExpected(request)
                    && HttpUtil.getContentLength(request, 0L) <= LONGEST_BODY;
        }

        /** RFC 9112, 3.2: a request that names no host, or several, is answered with 400. */
        private static boolean isWithoutOneHost(HttpRequest request) {
            return request.protocolVersion().equals(HttpVersion.HTTP_1_1)
                    && request.headers().getAll(HttpHeaderNames.HOST).size() != 1;
        }

        private static HttpResponseStatus status(Throwable cause) {
            if (cause instanceof TooLongHttpLineException) {
                return HttpResponseStatus.REQUEST_URI_TOO_LONG;
            }
            return cause instanceof TooLongHttpHeaderException
                    ? HttpResponseStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
                    : HttpResponseStatus.BAD_REQUEST;
        }
    }

    private @Nullable Problem problem(HttpResponseStatus status) {
        if (status.code() < FIRST_REFUSAL) {
            return null;
        }
        WebProblem code = Arrays.stream(WebProblem.values())
                .filter(one -> one.status() == status.code())
                .findFirst()
                .orElse(status.code() < 500 ? WebProblem.MALFORMED_REQUEST : WebProblem.INTERNAL_ERROR);
        Problem problem = Problem.of(code);
        problems.count(problem);
        return problem;
    }

    private static String path(HttpRequest request) {
        int query = request.uri().indexOf('?');
        return query < 0 ? request.uri() : request.uri().substring(0, query);
    }

    private static FullHttpResponse answer(Problem problem, @Nullable String instance) {
        byte[] body = body(problem, instance);
        FullHttpResponse answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(problem.status()), Unpooled.wrappedBuffer(body));
        answer.headers()
                .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
                .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return answer;
    }

    private static byte[] body(Problem problem, @Nullable String instance) {
        JsonBody json = document -> {
            document.writeStartObject();
            problem.writeMembers(document, instance);
            document.writeEndObject();
        };
        DataBuffer buffer = json.toBuffer(DefaultDataBufferFactory.sharedInstance, USUAL_SIZE);
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        return bytes;
    }
}
