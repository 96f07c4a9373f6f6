"""What the sample company is made of: places, names, trades, goods, and what its people write."""

SELLERS = {
    "sales_jinan": ["zhang.wei", "liu.yang", "zhao.min"],
    "sales_qingdao": ["yang.fan", "xu.qiang", "ma.chao"],
}
MARKETERS = ["qian.yu", "he.rui"]
REGIONS = {
    "jinan": ("济南", "sales_jinan", 9),
    "qingdao": ("青岛", "sales_qingdao", 9),
    "yantai": ("烟台", "sales_qingdao", 5),
    "weifang": ("潍坊", "sales_qingdao", 5),
    "linyi": ("临沂", "sales_jinan", 4),
    "beijing": ("北京", "sales_jinan", 3),
    "shanghai": ("上海", "sales_qingdao", 3),
    "jiangsu": ("苏州", "sales_qingdao", 3),
    "zhejiang": ("杭州", "sales_qingdao", 2),
    "guangdong": ("东莞", "sales_jinan", 2),
}
BRANDS_FIRST = "华鼎鑫恒瑞金海盛泰安信达远中博凯宏润天正联康东齐鲁"
BRANDS_SECOND = "源丰通达创泽科翔诚利晟昌隆岳峰航宇合业元立信邦晖"
INDUSTRIES = {
    "machinery": ("机械制造", "重工", "数控设备", "液压"),
    "chemicals": ("新材料", "化工", "精细化工"),
    "electronics": ("电子科技", "半导体", "智能装备"),
    "medical": ("医药", "医疗器械", "生物科技"),
    "food": ("食品", "农业科技", "粮油"),
    "textiles": ("纺织", "服饰", "家纺"),
    "construction": ("建设工程", "建材", "钢结构"),
    "logistics": ("物流", "供应链管理", "仓储"),
    "trade": ("商贸", "进出口", "百货"),
    "software": ("信息技术", "软件", "网络科技"),
}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
GIVEN_SHORT = "伟芳娜敏静磊军洋勇艳杰涛明超霞平刚"
GIVEN_LONG = "桂英建华文博志强丽娟海燕晓东思远雨桐子涵浩然欣怡国栋"
TITLES = [
    "总经理",
    "副总经理",
    "采购经理",
    "信息部经理",
    "生产总监",
    "财务总监",
    "设备科科长",
    "IT 主管",
    "运营总监",
    "采购专员",
]
PRODUCTS = [
    ("生产执行系统 MES 许可", 128000, 52000),
    ("仓储管理系统 WMS 许可", 86000, 33000),
    ("设备数据采集网关", 4200, 2300),
    ("工业平板终端", 3680, 2450),
    ("条码打印机", 2280, 1490),
    ("实施服务(人天)", 2200, 1200),
    ("二次开发服务(人天)", 2600, 1400),
    ("年度维护服务", 36000, 9000),
    ("RFID 读写器", 5200, 3300),
    ("看板大屏", 15800, 11200),
    ("系统集成接口", 18000, 6000),
    ("操作培训(场)", 4800, 1600),
]
NUMBERS = {name: number for number, (name, _, _) in enumerate(PRODUCTS, 1)}
CATEGORIES = {"许可": ("software", "licence"), "人天": ("service", "day"), "场": ("maintenance", "session")}
CAMPAIGNS = [
    ("济南国际智能制造展览会", "exhibition", "done", -118, -115, 80000, 76400, 40),
    ("百度推广第三季度", "advertising", "done", -140, -50, 120000, 118350, 60),
    ("MES 应用线上研讨会", "seminar", "done", -64, -64, 15000, 13200, 25),
    ("青岛客户答谢会", "referral", "done", -30, -30, 40000, 42800, 12),
    ("公众号案例系列", "content", "running", -45, 30, 20000, 9600, 30),
    ("百度推广第四季度", "advertising", "running", -40, 45, 120000, 52700, 60),
    ("智能仓储白皮书邮件", "email", "running", -12, 18, 6000, 2100, 20),
    ("华东工业博览会", "exhibition", "planned", 40, 43, 95000, None, 50),
    ("年终客户研讨会", "seminar", "planned", 25, 25, 30000, None, 20),
    ("代理商招募广告", "advertising", "stopped", -90, -70, 30000, 8800, 15),
]
SUBJECTS = {
    "call": ["初步电话沟通", "确认需求", "回访进度", "约拜访时间"],
    "visit": ["现场调研", "拜访信息部", "拜访总经理", "车间走访"],
    "email": ["发送方案", "发送报价", "回复技术问题"],
    "wechat": ["微信答疑", "发送案例资料", "确认会议时间"],
    "meeting": ["方案评审会", "商务谈判", "项目启动沟通"],
    "demo": ["系统演示", "设备联网演示", "线上演示"],
}
SUMMARIES = [
    "客户对现有系统不满意,希望年内完成替换,预算已列入计划",
    "决策人关注实施周期和售后响应,要求提供同行业案例",
    "信息部提出与财务系统的接口要求,已记录并转技术评估",
    "价格仍有差距,客户希望分两期付款",
    "现场有两条产线需要改造,设备型号清单稍后提供",
    "暂时没有立项,约定下个季度再联系",
    "已确认参观日期,对方三人参加",
]
NEEDS = [
    "两个车间的工单进度需要实时看到,目前靠纸质流转单",
    "仓库账实不符,希望扫码出入库并与财务系统对接",
    "集团要求上线设备联网,先做 30 台试点",
    "旧系统停止维护,需要平滑迁移历史数据",
    "希望手机端可以查看产量和质量异常",
    "审计要求追溯到批次,现有表格无法满足",
]
STEPS = [
    "安排现场调研",
    "发送方案初稿",
    "与信息部确认接口",
    "约总经理面谈",
    "等待客户内部立项",
    "提交商务报价",
    "核对合同条款",
]
COMPETITORS = ["无", "本地软件公司", "国际厂商", "客户自研", "同城集成商"]
SOURCES = [
    ("website", 5),
    ("exhibition", 4),
    ("agent", 3),
    ("baidu", 4),
    ("referral", 4),
    ("wechat", 2),
    ("cold_call", 2),
]
SIZES = [("under_50", 2), ("under_200", 5), ("under_500", 4), ("under_2000", 2), ("above_2000", 1)]
