/** How often callers may call: counted in Redis for all routers together, and here while Redis is away. */
@NullMarked
package io.groat.web.limit;

import org.jspecify.annotations.NullMarked;
