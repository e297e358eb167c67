/* Demonstrates the library from C++11: objects that free themselves, a lambda as callback.
 *
 *     c++ -O2 -std=c++11 -fopenmp examples/generate.cc -o generate */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <functional>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string>

namespace gpt {

struct deleter {
    void operator()(gpt_model *model) const { gpt_model_free(model); }
    void operator()(gpt_ctx *ctx) const { gpt_ctx_free(ctx); }
};
using model = std::unique_ptr<gpt_model, deleter>;
using context = std::unique_ptr<gpt_ctx, deleter>;

model load(const std::string &path) {
    gpt_error err;
    model m(gpt_model_load(path.c_str(), nullptr, &err));
    if (!m) throw std::runtime_error(err.message);
    return m;
}

context start(const model &m) {
    gpt_error err;
    context c(gpt_ctx_new(m.get(), nullptr, &err));
    if (!c) throw std::runtime_error(err.message);
    return c;
}

/* on_text returns false to stop. No exception may leave it: the caller is C. */
void generate(const context &c, const std::string &prompt, const std::function<bool(const std::string &)> &on_text) {
    gpt_generate_desc desc = gpt_generate_desc();
    desc.user = const_cast<void *>(static_cast<const void *>(&on_text));
    desc.on_text = [](const char *text, int size, void *user) -> int {
        const auto &call = *static_cast<const std::function<bool(const std::string &)> *>(user);
        return call(std::string(text, static_cast<size_t>(size))) ? 0 : 1;
    };
    if (gpt_generate(c.get(), prompt.c_str(), &desc) < 0) throw std::runtime_error(gpt_ctx_error(c.get()));
}

} // namespace gpt

int main(int argc, char **argv) {
    if (argc < 2 || argc > 3) {
        std::cerr << "usage: generate MODEL.gpt [PROMPT]\n";
        return 2;
    }
    try {
        const gpt::model model = gpt::load(argv[1]);
        const gpt::context context = gpt::start(model);
        gpt::generate(context, argc > 2 ? argv[2] : "",
                      [](const std::string &text) { return bool(std::cout << text << std::flush); });
        std::cout << std::endl;
        return std::cout ? 0 : 1;
    } catch (const std::exception &e) {
        std::cerr << "generate: " << e.what() << "\n";
        return 1;
    }
}
