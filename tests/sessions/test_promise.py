from desktop_app.sessions import promise


def test_the_five_lines_are_word_for_word_those_that_support_compares():
    assert "\n".join(promise.START_LINES) == (
        "🔒 Sessões configuradas como PERMANENTES - Nunca expiram\n"
        "⚙️ Timeout: 0 min (0 = desabilitado)\n"
        "🔧 Limpeza automática: 0 min (0 = desabilitada)\n"
        "🔒 Limpeza automática DESABILITADA - Sessões são permanentes\n"
        "✅ Todas as sessões serão mantidas indefinidamente"
    )


def test_the_numbers_are_those_of_the_promise():
    assert dict(promise.CONFIG) == {
        "timeout_minutes": 0,
        "cleanup_interval": 0,
        "max_sessions": 500,
        "max_connection_pool_size": 50,
    }
