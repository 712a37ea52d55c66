@NullMarked
package io.groat.router.redis;

import org.jspecify.annotations.NullMarked;
