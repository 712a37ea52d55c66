@NullMarked
package io.groat.router.gateway;

import org.jspecify.annotations.NullMarked;
