@NullMarked
package io.groat.router.auth.message;

import org.jspecify.annotations.NullMarked;
