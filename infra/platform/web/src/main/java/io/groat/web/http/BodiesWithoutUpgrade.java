package io.groat.web.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerUpgradeHandler;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http2.Http2CodecUtil;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import reactor.netty.http.server.HttpServer;

/**
 * Answers a request that has a body as it came, although it offers to go on with HTTP/2: the server refuses such an offer
 * with 413 and no more, and Java's own client makes it with its first request. An offer may be passed over (RFC 9110, 7.8);
 * the next request without a body takes it up.
 */
public final class BodiesWithoutUpgrade implements NettyServerCustomizer {

    private static final String HANDLER = "groat.bodiesWithoutUpgrade";

    @Override
    public HttpServer apply(HttpServer server) {
        return server.doOnChannelInit((observer, channel, remote) -> put(channel.pipeline()));
    }

    private static void put(ChannelPipeline pipeline) {
        ChannelHandlerContext upgrade = pipeline.context(HttpServerUpgradeHandler.class);
        if (upgrade != null) {
            pipeline.addBefore(upgrade.name(), HANDLER, new PassOver());
        }
    }

    private static final class PassOver extends ChannelInboundHandlerAdapter {

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof HttpRequest request
                    && request.decoderResult().isSuccess()
                    && hasBody(request)) {
                request.headers().remove(HttpHeaderNames.UPGRADE).remove(Http2CodecUtil.HTTP_UPGRADE_SETTINGS_HEADER);
            }
            context.fireChannelRead(message);
        }

        private static boolean hasBody(HttpRequest request) {
            return HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0;
        }
    }
}
